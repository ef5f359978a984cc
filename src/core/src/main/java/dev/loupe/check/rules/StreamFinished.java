package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "stream.finished",
        level = Level.MUST,
        truth = "each choice of a stream has exactly one finish_reason",
        source = "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
        why = "a stream that stops without a finish_reason is truncated; callers treat it as complete without noticing",
        fix =
                "send the finish_reason of each choice in its last chunk, or an error frame when the response cannot be finished")
final class StreamFinished implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.failed()) {
            return Result.notApplicable("the stream failed");
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean truncated = completion.choices().isEmpty();
        for (Choice choice : completion.choices()) {
            truncated |= choice.finishes() == 0;
            // stream.nothing-after-finish reports content between two finish_reasons
            if (choice.finishes() > 1
                    && choice.end().outputAfter() < 0
                    && !isRepeatedWithUsage(observed, completion, choice)) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "one finish_reason",
                        Integer.toString(choice.finishes()),
                        "choice " + shown(choice) + " has " + choice.finishes() + " finish_reasons, expected one"));
            }
        }
        if (truncated && observed.mayBeAbridged()) {
            return violations.isEmpty()
                    ? Result.notApplicable("documentation abridges streams")
                    : Result.of(violations);
        }
        if (truncated && completion.hasUnreadableFrame()) {
            return violations.isEmpty()
                    ? Result.notApplicable(
                            "a frame that is not JSON may have had the finish_reason; stream.frames-parse reports it")
                    : Result.of(violations);
        }
        if (completion.choices().isEmpty()) {
            violations.add(Violation.of(
                    FindingLocation.stream(),
                    "a finish_reason",
                    "none",
                    "the stream ended without any choice and without an error"));
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0) {
                violations.add(Violation.of(
                        FindingLocation.stream(),
                        "a finish_reason for choice " + shown(choice),
                        "none",
                        "truncated: the stream ended without finish_reason for choice " + shown(choice)
                                + " and without an error"));
            }
        }
        return Result.of(violations);
    }

    /**
     * Whether all but the first repeat the same reason in the chunk with the usage, as routers do that send a choice in that
     * chunk.
     */
    private static boolean isRepeatedWithUsage(ParsedExchange observed, ParsedCompletion completion, Choice choice) {
        UsageChunk usage = observed.dialect().usageChunk();
        if (usage != UsageChunk.LAST && usage != UsageChunk.FINAL) {
            return false;
        }
        int withoutUsage = 0;
        for (SseEvent event : completion.events()) {
            JsonNode chunk = event.json() == null ? MissingNode.getInstance() : event.json();
            for (JsonNode item : chunk.path("choices")) {
                String reason = StrictValues.textOrEmpty(item.path("finish_reason"));
                if (reason.isEmpty() || StrictValues.integer(item.path("index")) != choice.index()) {
                    continue;
                }
                if (!reason.equals(choice.finishReason())) {
                    return false;
                }
                withoutUsage += chunk.path("usage").isObject() ? 0 : 1;
            }
        }
        return withoutUsage <= 1;
    }

    private static String shown(Choice choice) {
        return choice.index() == StrictValues.NOT_AN_INTEGER ? "without index" : Long.toString(choice.index());
    }
}
