package dev.loupe.gemma.transport;

import java.net.URI;
import java.util.Map;

/** One POST, ready to go: made for one call and dropped after it, for its headers hold the key in clear. */
public final class TransportRequest {
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    /** Takes the map and the array over. */
    public TransportRequest(URI uri, Map<String, String> headers, byte[] body) {
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    public URI uri() {
        return uri;
    }

    /** Every header to send but those that the HTTP client sets itself. */
    public Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    /** Without header values and body: both may hold what nobody should read in a log. */
    @Override
    public String toString() {
        return "POST " + uri + " (" + body.length + " bytes, headers " + headers.keySet() + ")";
    }
}
