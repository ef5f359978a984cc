package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** A stop sequence stops. */
final class MessageStopTextAbsent implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.stop-text-absent",
            Level.MUST,
            "no stop sequence is in the text",
            "measured: 131 of 131 answers (2,788 recorded exchanges of the reference implementation, March 2025); the description of stop: the returned text will not contain the stop sequence",
            "callers that cut the text at their own mark get more than they asked for",
            "cut the text before the first stop sequence");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        JsonNode stop = observed.request().path("stop");
        if ((!stop.isTextual() && stop.isEmpty())
                || !ParameterSupport.knows(observed, "stop")
                // vLLM, SGLang: the caller wants to see it
                || StrictValues.isTrue(observed.request().path("include_stop_str_in_output"))) {
            return NOT_ASKED;
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null || !choice.hasText()) {
                continue;
            }
            for (int i = 0; i < (stop.isTextual() ? 1 : stop.size()); i++) {
                String sequence = StrictValues.textOrEmpty(stop.isTextual() ? stop : stop.path(i));
                if (sequence.isEmpty()) {
                    continue;
                }
                looked++;
                if (choice.content().contains(sequence)) {
                    violations.add(Violation.of(
                            choice.at("/content"),
                            "no " + StrictValues.quoted(sequence),
                            "at character " + choice.content().indexOf(sequence),
                            "the text has a stop sequence in it"));
                }
            }
        }
        return looked == 0 ? NOT_ASKED : Result.of(violations);
    }

    private static final Result NOT_ASKED =
            Result.notApplicable("no stop sequence, no text, or this model need not know stop");
}
