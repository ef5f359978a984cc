package dev.loupe.serve.response;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as a fault sees it.
 *
 * @param body the JSON body; a missing node when it is not JSON
 * @param header returns a header by name
 * @param number of this request since the start, from 1; 0 when this request selects the fault itself, so that an
 *     intermittent fault occurs
 * @param alternatives other responses than the planned one
 */
public record IncomingRequest(
        String method,
        String path,
        JsonNode body,
        Function<String, @Nullable String> header,
        long number,
        Instant at,
        Alternatives alternatives) {
    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/(?:[^;\\s]+\\+)?json\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    /** Other responses than the planned one, for faults. */
    public interface Alternatives {
        /** The response as if the request were valid. */
        PlannedResponse unchecked(IncomingRequest request);

        /** An error body in the dialect of the provider. */
        PlannedResponse rejection(IncomingRequest request, int status, String message);
    }

    public PlannedResponse responseUnchecked() {
        return alternatives.unchecked(this);
    }

    public PlannedResponse reject(int status, String message) {
        return alternatives.rejection(this, status, message);
    }

    /** The same request with another body. */
    public IncomingRequest with(JsonNode other) {
        return new IncomingRequest(method, path, other, header, number, at, alternatives);
    }

    /** A property of the body, or a missing node. */
    public JsonNode property(String name) {
        return body.path(name);
    }

    /** Whether the content-type is that of JSON; a request without content-type is read as JSON. */
    public boolean isJson() {
        String contentType = header.apply("content-type");
        return contentType == null || JSON_TYPE.matcher(contentType).matches();
    }

    public boolean isStreaming() {
        return property("stream").booleanValue();
    }
}
