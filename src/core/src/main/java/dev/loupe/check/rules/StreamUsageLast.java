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
import dev.loupe.provider.ProviderDialect.UsageChunk;

/** Usage comes at the end of a stream, when it was asked for. */
final class StreamUsageLast implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.usage-last",
            Level.MUST,
            "usage comes once, in the last chunk, and only when include_usage asks for it",
            "measured: 20 of 20 streams that asked and 87 of 87 that did not (2,788 recorded exchanges of the reference implementation, March 2025); the description of stream_options; judged by what the provider claims",
            "clients take the first usage they see, or the last; both are right only when there is one",
            "send usage: null with every chunk and the counts in one last chunk whose choices are empty");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        UsageChunk claim = observed.dialect().usageChunk();
        // vLLM: the caller wants the counts so far with every chunk
        boolean continuous =
                StrictValues.isTrue(observed.request().path("stream_options").path("continuous_usage_stats"));
        if (claim == UsageChunk.UNSTATED || completion.failed() || continuous) {
            return UNSTATED;
        }
        int last = -1;
        int count = 0;
        int first = -1;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            if (chunk == null || !chunk.path("choices").isArray()) {
                continue;
            }
            last = i;
            JsonNode usage = chunk.path("usage");
            if (usage.isObject() && !usage.isEmpty()) {
                count++;
                first = first < 0 ? i : first;
            }
        }
        if (count == 0) {
            return observed.usageAsked() ? ABSENT : Result.passed();
        }
        boolean strict = claim == UsageChunk.LAST_AND_EMPTY;
        if (strict && !observed.usageAsked() && observed.request().isObject()) {
            return broken(first, "no usage", "usage", "usage was not asked for");
        }
        if (count > 1) {
            return broken(first, "usage once", count + " times", "usage comes more than once");
        }
        if (first != last) {
            return broken(
                    first,
                    "usage in the last chunk, event " + last,
                    "event " + first,
                    "chunks follow the one with usage");
        }
        JsonNode holder = completion.events().get(first).json();
        boolean empty = holder != null && holder.path("choices").isEmpty();
        return empty || !strict
                ? Result.passed()
                : broken(first, "choices: []", "a choice", "the chunk with usage has a choice");
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result UNSTATED =
            Result.notApplicable("this provider does not say where usage is, or the stream failed");
    private static final Result ABSENT = Result.notApplicable("there is no usage; usage.present says so");

    private static Result broken(int event, String expected, String actual, String message) {
        return Result.violated(Violation.of(FindingLocation.event(event, "/usage"), expected, actual, message));
    }
}
