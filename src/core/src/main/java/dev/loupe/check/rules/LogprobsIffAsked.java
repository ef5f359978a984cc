package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.Logprobs;
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

/** Log probabilities come when they are asked for. */
final class LogprobsIffAsked implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "logprobs.iff-asked",
            Level.MUST,
            "logprobs are there exactly when logprobs is true",
            "measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025); the description of logprobs",
            "callers that score answers need every token, and others should not pay for the bytes",
            "send logprobs when asked, null when not, and reject the parameter where the model has none");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        JsonNode asked = observed.request().path("logprobs");
        if (!observed.request().isObject() || asked.isNumber()) {
            return UNSAID;
        }
        boolean wanted = StrictValues.isTrue(asked);
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            Logprobs there = null;
            for (Logprobs logprobs : choice.logprobs()) {
                boolean some = !logprobs.value().path("content").isEmpty()
                        || !logprobs.value().path("refusal").isEmpty();
                there = there == null && some ? logprobs : there;
            }
            if (there != null) {
                looked++;
                if (!wanted) {
                    violations.add(Violation.of(
                            there.at().at("/logprobs"), "null", "logprobs", "logprobs were not asked for"));
                }
            } else if (!wanted) {
                looked++;
            } else if (choice.hasText()
                    && !completion.failed()
                    && !choice.isFiltered()
                    && ParameterSupport.knows(observed, "logprobs")) {
                looked++;
                violations.add(
                        Violation.of(choice.first().at("/logprobs"), "logprobs", "none", "logprobs were asked for"));
            }
        }
        return looked == 0 ? UNSAID : Result.of(violations);
    }

    private static final Result UNSAID =
            Result.notApplicable("no text to have logprobs, or this model need not know logprobs");
}
