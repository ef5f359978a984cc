package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.provider.ProviderDialect.UsageChunk;

@CheckDescription(
        id = "stream.usage-last",
        level = Level.MUST,
        truth = "usage is present once, in the last chunk, and only when include_usage requests it",
        source =
                "measured: 20 of 20 streams that requested it and 87 of 87 that did not (2,788 recorded exchanges of the reference implementation, March 2025); the description of stream_options; checked as far as the provider profile documents it",
        why = "clients read the first usage or the last; both are right only when there is one",
        fix = "send usage: null in every chunk and the counts in one last chunk with empty choices")
final class StreamUsageLast implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.choices().stream().anyMatch(choice -> choice.end().outputAfter() >= 0)) {
            return Result.notApplicable(
                    "output follows the finish_reason; stream.nothing-after-finish or stream.ends-with-done reports it");
        }
        int changed = changedAfterTheEnd(completion);
        if (changed >= 0) {
            return Result.violated(Violation.of(
                            FindingLocation.event(changed, "/usage"),
                            "the counts of the first usage",
                            "others",
                            "two chunks after the last finish_reason have usage, with different counts")
                    .atMost(Level.SHOULD));
        }
        UsageChunk documented = observed.dialect().usageChunk();
        // vLLM: the caller requests the counts so far in every chunk
        boolean continuous =
                StrictValues.isTrue(observed.request().path("stream_options").path("continuous_usage_stats"));
        if (documented == UsageChunk.UNSTATED || documented == UsageChunk.EACH || completion.failed() || continuous) {
            return UNSTATED;
        }
        if (documented == UsageChunk.FINAL) {
            return finalCounts(completion, observed.usageRequested());
        }
        int last = -1;
        int count = 0;
        int first = -1;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            if (chunk == null || !chunk.path("choices").isArray()) {
                continue;
            }
            JsonNode usage = chunk.path("usage");
            // with moderation its results follow in a chunk without choices
            if (!StrictValues.isPresent(usage)
                    && chunk.path("choices").isEmpty()
                    && observed.request().has("moderation")) {
                continue;
            }
            last = i;
            if (usage.isObject() && !usage.isEmpty()) {
                count++;
                first = first < 0 ? i : first;
            }
        }
        if (count == 0) {
            return observed.usageRequested() ? ABSENT : Result.passed();
        }
        boolean strict = documented == UsageChunk.LAST_AND_EMPTY;
        if (strict && !observed.usageRequested() && observed.request().isObject()) {
            return violated(first, "no usage", "usage", "usage is present although include_usage does not request it");
        }
        if (count > 1) {
            return violated(first, "usage once", count + " times", count + " chunks have usage, expected one");
        }
        if (first != last) {
            return violated(
                    first,
                    "usage in the last chunk, event " + last,
                    "event " + first,
                    "usage is in event " + first + ", expected in the last chunk (event " + last + ")");
        }
        JsonNode holder = completion.events().get(first).json();
        boolean empty = holder != null && holder.path("choices").isEmpty();
        return empty || !strict
                ? Result.passed()
                : violated(first, "choices: []", "a choice", "the chunk with usage has a choice, expected choices: []");
    }

    /** The event whose usage is not that of an earlier one, both after the output has ended; -1 when there is none. */
    private static int changedAfterTheEnd(ParsedCompletion completion) {
        JsonNode known = null;
        boolean ended = false;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            JsonNode choices = chunk == null ? MissingNode.getInstance() : chunk.path("choices");
            ended |= StrictValues.isPresent(choices.path(0).path("finish_reason"));
            JsonNode usage = chunk == null ? MissingNode.getInstance() : chunk.path("usage");
            if (!ended || !choices.isEmpty() || !usage.isObject()) {
                continue;
            }
            if (known != null && !known.path("completion_tokens").equals(usage.path("completion_tokens"))) {
                return i;
            }
            known = usage;
        }
        return -1;
    }

    /** The last usage counts what comes before it: no output may follow. */
    private static Result finalCounts(ParsedCompletion completion, boolean requested) {
        int usage = -1;
        int output = -1;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            JsonNode value = chunk == null ? MissingNode.getInstance() : chunk.path("usage");
            usage = value.isObject() && !value.isEmpty() ? i : usage;
            JsonNode choices = chunk == null ? MissingNode.getInstance() : chunk.path("choices");
            for (JsonNode choice : choices) {
                output = StrictValues.textOrEmpty(choice.path("delta").path("content"))
                                .isEmpty()
                        ? output
                        : i;
            }
        }
        if (usage < 0) {
            return requested ? ABSENT : Result.passed();
        }
        return usage >= output
                ? Result.passed()
                : violated(
                        usage,
                        "usage after the text, which ends in event " + output,
                        "event " + usage,
                        "usage is in event " + usage + ", and text follows in event " + output);
    }

    private static final Result UNSTATED =
            Result.notApplicable("the provider profile does not document where usage is, or the stream failed");
    private static final Result ABSENT = Result.notApplicable("the stream has no usage; usage.present reports it");

    private static Result violated(int event, String expected, String actual, String message) {
        return Result.violated(Violation.of(FindingLocation.event(event, "/usage"), expected, actual, message));
    }
}
