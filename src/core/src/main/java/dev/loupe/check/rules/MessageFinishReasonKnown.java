package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The finish_reason is one that callers can know. */
final class MessageFinishReasonKnown implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.finish-reason-known",
            Level.MUST,
            "finish_reason is one of those that are documented",
            "the API reference: stop, length, tool_calls, content_filter, function_call; measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025); each provider may document more in providers/*.yaml",
            "typed clients fail on a value they do not know, and others take a cut answer for a whole one",
            "translate the reason of the upstream (end_turn is stop, max_tokens is length)");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0) {
                // of a stream it is the business of stream.finished, and of the schema where there is one
                if (!completion.streamed() && !observed.hasSchema() && !observed.mayBeShortened()) {
                    looked++;
                    violations.add(Violation.of(
                            choice.first().at("/finish_reason"),
                            DOCUMENTED,
                            "nothing",
                            "an answer in one piece does not say why it finished"));
                }
                continue;
            }
            looked++;
            if (!KNOWN.contains(choice.finishReason()) && !observed.dialect().finishesWith(choice.finishReason())) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        DOCUMENTED,
                        StrictValues.quoted(choice.finishReason()),
                        "no caller can know this finish_reason"));
            }
        }
        return looked == 0 ? UNFINISHED : Result.of(violations);
    }

    private static final Result UNFINISHED = Result.notApplicable("no finish_reason is said");
    private static final String DOCUMENTED = "stop, length, tool_calls, content_filter or function_call";
    private static final Set<String> KNOWN = Set.of("stop", "length", "tool_calls", "content_filter", "function_call");
}
