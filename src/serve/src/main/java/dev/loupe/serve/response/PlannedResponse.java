package dev.loupe.serve.response;

import java.util.Map;

/**
 * A response before it is written. Its headers and its JSON are not shared and may be changed until it is written.
 *
 * @param headers by name, in the order in which they are written
 * @param delivery how it is sent
 */
public record PlannedResponse(int status, Map<String, String> headers, ResponsePayload payload, DeliveryMode delivery) {
    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    public PlannedResponse withStatus(int status) {
        return new PlannedResponse(status, headers, payload, delivery);
    }

    public PlannedResponse withPayload(ResponsePayload payload) {
        return new PlannedResponse(status, headers, payload, delivery);
    }

    public PlannedResponse withDelivery(DeliveryMode delivery) {
        return new PlannedResponse(status, headers, payload, delivery);
    }

    /** Sets a header and returns this response. */
    public PlannedResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Whether this is a completion, streaming or not, and not an error or a list of models. */
    public boolean isCompletion() {
        return status == 200
                && switch (payload) {
                    case ResponsePayload.Json json -> json.root().has("choices");
                    case ResponsePayload.Events events -> true;
                    case ResponsePayload.Text text -> false;
                };
    }

    public boolean isError() {
        return status >= 400;
    }
}
