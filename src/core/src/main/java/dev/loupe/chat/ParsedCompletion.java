package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, in one piece or joined from a stream, so that most checks need not care which it was.
 *
 * @param body the JSON of an answer in one piece; missing for a stream
 * @param events the events of a stream; empty for an answer in one piece
 * @param ending how a stream ended; null for an answer in one piece
 * @param choices in the order of their first appearance
 * @param usage the last usage that says anything; missing when there is none
 * @param meta what a router adds about the call, where it is
 * @param errorEvent the first event of a stream that is an error, or -1
 */
public record ParsedCompletion(
        JsonNode body,
        List<SseEvent> events,
        Reply.@Nullable Ending ending,
        List<Choice> choices,
        Said usage,
        Said meta,
        int errorEvent)
        implements ParsedResponse {

    /**
     * A value and the event that said it.
     *
     * @param event -1 in an answer in one piece
     */
    public record Said(JsonNode value, int event) {
        static final Said NOTHING = new Said(MissingNode.getInstance(), -1);

        public boolean isThere() {
            return !value.isMissingNode();
        }

        public JsonNode member(String name) {
            return StrictValues.member(value, name);
        }

        public long whole(String name) {
            return StrictValues.whole(member(name));
        }
    }

    public boolean streamed() {
        return ending != null;
    }

    /** Whether nothing is to come: every choice says why it finished. */
    public boolean finished() {
        for (Choice choice : choices) {
            if (choice.finishReason().isEmpty()) {
                return false;
            }
        }
        return !choices.isEmpty();
    }

    public boolean failed() {
        return errorEvent >= 0 || (ending != null && ending.failure() != null);
    }

    /** A member that is said once for the whole answer; in a stream, what the first chunk says that says anything. */
    public Said member(String name) {
        if (!streamed()) {
            return new Said(StrictValues.member(body, name), -1);
        }
        for (int i = 0; i < events.size(); i++) {
            JsonNode chunk = events.get(i).json();
            if (chunk != null && says(chunk.path(name))) {
                return new Said(chunk.path(name), i);
            }
        }
        return Said.NOTHING;
    }

    /** Whether a chunk says anything there: some routers open a stream with a chunk of empty names and a zero time. */
    public static boolean says(JsonNode value) {
        return StrictValues.isSaid(value)
                && !(value.isTextual() && value.textValue().isEmpty())
                && StrictValues.whole(value) != 0;
    }

    /** Whether a frame cannot be read, so that nobody knows what it would have said. */
    public boolean hasUnreadableFrame() {
        return events.stream().anyMatch(ParsedCompletion::isUnreadable);
    }

    /** Whether the data of a frame are neither JSON nor {@code [DONE]}; empty data are legal. */
    public static boolean isUnreadable(SseEvent event) {
        return event.json() == null && !event.isDone() && !event.data().isBlank();
    }

    /** A place in this answer. */
    public static FindingLocation at(int event, String pointer) {
        return event < 0 ? FindingLocation.body(pointer) : FindingLocation.event(event, pointer);
    }

    public FindingLocation at(Said said, String pointer) {
        return streamed() && said.event() < 0 ? FindingLocation.stream() : at(said.event(), pointer);
    }
}
