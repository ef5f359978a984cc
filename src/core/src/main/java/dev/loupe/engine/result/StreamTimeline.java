package dev.loupe.engine.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * The events of a stream over time.
 *
 * @param events their number
 * @param first milliseconds to the first event; negative when times were not recorded
 * @param firstToken milliseconds to the first event with content; negative when none has
 * @param last milliseconds to the last event
 * @param longestGap longest time between two events
 * @param ended the failure that ended the stream; empty when it is complete
 * @param ticks the first few hundred events; empty where no report shows them
 */
@API(status = API.Status.EXPERIMENTAL)
public record StreamTimeline(
        int events, double first, double firstToken, double last, double longestGap, String ended, List<Tick> ticks) {
    private static final int MAX_TICKS = 400;
    private static final List<String> TEXT_PROPERTIES = List.of("content", "refusal", "reasoning_content", "reasoning");

    /** One event: its time, its size, its content. */
    public record Tick(double at, int size, ChunkContent content) {}

    /** The content of an event. */
    public enum ChunkContent {
        ROLE,
        TEXT,
        TOOL,
        FINISH,
        USAGE,
        DONE,
        ERROR,
        OTHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static ChunkContent by(SseEvent event) {
            JsonNode json = event.json();
            if (json == null) {
                return event.isDone() ? DONE : OTHER;
            }
            if (json.hasNonNull("error")) {
                return ERROR;
            }
            JsonNode choice = json.path("choices").path(0);
            JsonNode delta = choice.path("delta");
            if (choice.hasNonNull("finish_reason")) {
                return FINISH;
            }
            if (delta.path("tool_calls").size() > 0) {
                return TOOL;
            }
            if (delta.path("content").isTextual()
                    && !delta.path("content").textValue().isEmpty()) {
                return TEXT;
            }
            if (json.hasNonNull("usage")) {
                return USAGE;
            }
            return delta.has("role") ? ROLE : OTHER;
        }
    }

    static StreamTimeline of(Reply.Streamed stream) {
        List<SseEvent> events = stream.events();
        double first = events.isEmpty() ? -1 : events.getFirst().at();
        double gap = 0;
        for (int i = 1; i < events.size(); i++) {
            gap = Math.max(gap, events.get(i).at() - events.get(i - 1).at());
        }
        Reply.Failure failure = stream.ending().failure();
        String ended = failure == null
                ? ""
                : TextTruncation.withLength(
                        failure.kind().name().toLowerCase(Locale.ROOT) + " "
                                + ReportRedaction.redactMessage(failure.message()),
                        200);
        double last = events.isEmpty() ? -1 : events.getLast().at();
        return new StreamTimeline(events.size(), first, firstToken(events), last, gap, ended, List.of());
    }

    private static double firstToken(List<SseEvent> events) {
        for (SseEvent event : events) {
            if (event.json() != null && hasContent(event.json())) {
                return event.at();
            }
        }
        return -1;
    }

    /** Text, a tool call, or reasoning, under each of its names. */
    private static boolean hasContent(JsonNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            JsonNode delta = choice.path("delta");
            if (delta.path("tool_calls").size() > 0) {
                return true;
            }
            for (String name : TEXT_PROPERTIES) {
                if (!delta.path(name).asText("").isEmpty() && delta.path(name).isTextual()) {
                    return true;
                }
            }
        }
        return false;
    }

    public boolean isTimed() {
        return first >= 0;
    }

    /** The same without its events. */
    public StreamTimeline withoutTicks() {
        return new StreamTimeline(events, first, firstToken, last, longestGap, ended, List.of());
    }

    /** The same with its events, for the few streams that a report shows. */
    public StreamTimeline withTicks(Reply.Streamed stream) {
        List<Tick> found = new ArrayList<>();
        for (SseEvent event :
                stream.events().subList(0, Math.min(MAX_TICKS, stream.events().size()))) {
            found.add(new Tick(event.at(), event.data().length(), ChunkContent.by(event)));
        }
        return new StreamTimeline(events, first, firstToken, last, longestGap, ended, found);
    }
}
