package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** A finished answer says what it cost. */
final class UsagePresent implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.present",
            Level.MUST,
            "a finished answer has usage; a stream has it when include_usage asks for it",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); the published schema requires usage",
            "without usage nobody can bill, budget or notice a runaway prompt",
            "send usage with every answer, and in the last chunk of a stream when stream_options.include_usage is true");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (completion.streamed() && !observed.usageAsked()) {
            return NOT_ASKED;
        }
        if (completion.failed() || !completion.finished()) {
            return UNFINISHED;
        }
        if (completion.usage().isThere()) {
            return Result.passed();
        }
        if (completion.streamed() && observed.mayBeShortened()) {
            return SHORTENED;
        }
        JsonNode said = completion.member("usage").value();
        if (StrictValues.isSaid(said) && observed.hasSchema()) {
            return OTHER_TYPE;
        }
        if (completion.hasUnreadableFrame()) {
            return UNREADABLE;
        }
        return Result.violated(
                completion.streamed()
                        ? Violation.of(
                                FindingLocation.stream(),
                                "a chunk with usage",
                                "none",
                                "include_usage asked for usage, and no chunk has it")
                        : Violation.of(
                                FindingLocation.body("/usage"),
                                "an object",
                                StrictValues.shown(said),
                                "a finished answer does not say its usage"));
    }

    private static final Result NOT_ASKED = Result.notApplicable("a stream that did not ask for usage");
    private static final Result UNFINISHED = Result.notApplicable("the answer did not finish");
    private static final Result OTHER_TYPE =
            Result.notApplicable("usage is there and is of another form; schema.response-corrected says so");
    private static final Result UNREADABLE =
            Result.notApplicable("a frame that cannot be read may have said it; stream.frames-parse says which");
    private static final Result SHORTENED = Result.notApplicable("documentation prints streams shortened");
}
