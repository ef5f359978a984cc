package dev.loupe.serve.answer;

import java.util.Map;

/**
 * An answer as it will be said. Its headers and its JSON belong to this one answer and may be changed in place until it is
 * written.
 *
 * @param headers by name, in the order in which they are written
 * @param delivery how it goes over the wire
 */
public record Answer(int status, Map<String, String> headers, Said said, Delivery delivery) {
    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    public Answer withStatus(int status) {
        return new Answer(status, headers, said, delivery);
    }

    public Answer withSaid(Said said) {
        return new Answer(status, headers, said, delivery);
    }

    public Answer withDelivery(Delivery delivery) {
        return new Answer(status, headers, said, delivery);
    }

    /** Sets a header; returns this answer, changed. */
    public Answer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Whether this is a completion, in one piece or as a stream, and not an error or a list of models. */
    public boolean isCompletion() {
        return status == 200
                && switch (said) {
                    case Said.Json json -> json.root().has("choices");
                    case Said.Events events -> true;
                    case Said.Text text -> false;
                };
    }

    public boolean isError() {
        return status >= 400;
    }
}
