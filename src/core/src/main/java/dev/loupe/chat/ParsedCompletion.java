package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, non-streaming or joined from a stream, so that most checks need no distinction.
 *
 * @param body the JSON of a non-streaming response; missing for a stream
 * @param events the events of a stream; empty for a non-streaming response
 * @param ending how a stream ended; null for a non-streaming response
 * @param choices in the order of their first appearance
 * @param usage the last usage that is not empty; missing when there is none
 * @param meta what a router adds about the call
 * @param errorEvent the first event of a stream that is an error, or -1
 */
public record ParsedCompletion(
        JsonNode body,
        List<SseEvent> events,
        Reply.@Nullable Ending ending,
        List<Choice> choices,
        JsonField usage,
        JsonField meta,
        int errorEvent)
        implements ParsedResponse {

    /**
     * A value and the event that has it.
     *
     * @param event -1 in a non-streaming response
     */
    public record JsonField(JsonNode value, int event) {
        static final JsonField ABSENT = new JsonField(MissingNode.getInstance(), -1);

        public boolean isPresent() {
            return !value.isMissingNode();
        }

        public JsonNode property(String name) {
            return StrictValues.property(value, name);
        }

        public long integer(String name) {
            return StrictValues.integer(property(name));
        }
    }

    public boolean streamed() {
        return ending != null;
    }

    /** Whether every choice has a finish_reason. */
    public boolean finished() {
        for (Choice choice : choices) {
            if (choice.finishReason().isEmpty()) {
                return false;
            }
        }
        return !choices.isEmpty();
    }

    /** Whether the server only loaded or unloaded the model, as Ollama does for an empty prompt. */
    public boolean onlyLoads() {
        return !choices.isEmpty()
                && choices.stream()
                        .allMatch(choice -> choice.finishReason().equals("load")
                                || choice.finishReason().equals("unload"));
    }

    public boolean failed() {
        return errorEvent >= 0 || (ending != null && ending.failure() != null);
    }

    /** The JSON of the first event that is an error; missing when there is none. */
    public JsonNode errorFrame() {
        JsonNode frame = errorEvent < 0 ? null : events.get(errorEvent).json();
        return frame == null ? MissingNode.getInstance() : frame;
    }

    /** A property that describes the whole response; in a stream, from the first chunk in which it is meaningful. */
    public JsonField property(String name) {
        if (!streamed()) {
            return new JsonField(StrictValues.property(body, name), -1);
        }
        for (int i = 0; i < events.size(); i++) {
            JsonNode chunk = events.get(i).json();
            if (chunk != null && isMeaningful(chunk.path(name))) {
                return new JsonField(chunk.path(name), i);
            }
        }
        return JsonField.ABSENT;
    }

    /** Whether a value is more than a placeholder: some routers open a stream with empty strings and a zero time. */
    public static boolean isMeaningful(JsonNode value) {
        return StrictValues.isPresent(value)
                && !(value.isTextual() && value.textValue().isEmpty())
                && StrictValues.integer(value) != 0;
    }

    /** Whether the stream has a frame that is not JSON, so that its content is unknown. */
    public boolean hasUnreadableFrame() {
        return events.stream().anyMatch(ParsedCompletion::isUnreadable);
    }

    /** Whether the data of a frame is neither a JSON object nor {@code [DONE]}; empty data and null are legal. */
    public static boolean isUnreadable(SseEvent event) {
        return isNoObject(event) || isNoJson(event);
    }

    private static boolean isNoObject(SseEvent event) {
        return event.json() != null && !event.json().isObject() && !event.json().isNull();
    }

    private static boolean isNoJson(SseEvent event) {
        return event.json() == null && !event.isDone() && !event.data().isBlank();
    }

    /** A location in this response. */
    public static FindingLocation at(int event, String pointer) {
        return event < 0 ? FindingLocation.body(pointer) : FindingLocation.event(event, pointer);
    }

    public FindingLocation at(JsonField field, String pointer) {
        return streamed() && field.event() < 0 ? FindingLocation.stream() : at(field.event(), pointer);
    }
}
