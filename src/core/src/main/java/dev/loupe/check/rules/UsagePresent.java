package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.provider.KnownDeviations.Deviation;

@CheckDescription(
        id = "usage.present",
        level = Level.MUST,
        truth = "a finished response has usage; a stream has it when include_usage requests it",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); the API reference of include_usage; the published schema does not require usage: at a server without a profile its absence from a JSON response is a SHOULD",
        why = "without usage callers cannot account for cost or notice an oversized prompt",
        fix =
                "send usage with every response, and in the last chunk of a stream when stream_options.include_usage is true")
final class UsagePresent implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.streamed() && !observed.usageRequested()) {
            return Result.notApplicable("a stream without include_usage");
        }
        if (completion.failed() || !completion.finished()) {
            return Result.notApplicable("the response did not finish");
        }
        if (completion.usage().isPresent()) {
            return Result.passed();
        }
        if (completion.streamed() && observed.mayBeAbridged()) {
            return Result.notApplicable("documentation abridges streams");
        }
        JsonNode present = completion.property("usage").value();
        if (StrictValues.isPresent(present) && observed.hasSchema()) {
            return Result.notApplicable("usage has another type; schema.response-corrected reports it");
        }
        if (completion.hasUnreadableFrame()) {
            return Result.notApplicable("a frame that is not JSON may have had usage; stream.frames-parse reports it");
        }
        return Result.violated(
                completion.streamed()
                        ? Violation.of(
                                FindingLocation.stream(),
                                "a chunk with usage",
                                "none",
                                "no chunk has usage, requested by include_usage")
                        : Violation.of(
                                        FindingLocation.body("/usage"),
                                        "an object",
                                        StrictValues.shown(present),
                                        "usage is " + StrictValues.shown(present)
                                                + " in a finished response, expected an object")
                                .atMost(
                                        present.isNull() || present.isMissingNode()
                                                ? observed.levelOf(Deviation.ABSENT_PROPERTIES)
                                                : Level.MUST));
    }
}
