package dev.loupe.serve.response;

import java.util.Map;

/**
 * An answer as it will be said. Its headers and its JSON belong to this one answer and may be changed in place until it is
 * written.
 *
 * @param headers by name, in the order in which they are written
 * @param delivery how it goes over the wire
 */
public record PlannedResponse(int status, Map<String, String> headers, ResponsePayload said, DeliveryMode delivery) {
    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    public PlannedResponse withStatus(int status) {
        return new PlannedResponse(status, headers, said, delivery);
    }

    public PlannedResponse withSaid(ResponsePayload said) {
        return new PlannedResponse(status, headers, said, delivery);
    }

    public PlannedResponse withDelivery(DeliveryMode delivery) {
        return new PlannedResponse(status, headers, said, delivery);
    }

    /** Sets a header; returns this answer, changed. */
    public PlannedResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Whether this is a completion, in one piece or as a stream, and not an error or a list of models. */
    public boolean isCompletion() {
        return status == 200
                && switch (said) {
                    case ResponsePayload.Json json -> json.root().has("choices");
                    case ResponsePayload.Events events -> true;
                    case ResponsePayload.Text text -> false;
                };
    }

    public boolean isError() {
        return status >= 400;
    }
}
