package dev.loupe.serve.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The body of a response. */
public sealed interface ResponsePayload {
    /** One JSON object. */
    record Json(ObjectNode root) implements ResponsePayload {}

    /** A stream of events. */
    record Events(List<Event> events) implements ResponsePayload {}

    /** Text of any kind; the headers say which. */
    record Text(String text) implements ResponsePayload {}

    /** One frame of a stream. */
    sealed interface Event {
        /** A frame with JSON. */
        record Data(ObjectNode json) implements Event {}

        /** {@code [DONE]}. */
        record Done() implements Event {}

        /** A line that readers skip. */
        record Comment(String text) implements Event {}

        /** Text as it is sent, including line ends. */
        record Raw(String text) implements Event {}
    }
}
