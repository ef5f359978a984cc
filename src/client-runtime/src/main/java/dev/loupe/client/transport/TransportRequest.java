package dev.loupe.client.transport;

import java.net.URI;
import java.util.Map;

/** One POST request. Do not store it: its headers contain the key as clear text. */
public final class TransportRequest {
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    /** Creates a request; the map and the array are not copied. */
    public TransportRequest(URI uri, Map<String, String> headers, byte[] body) {
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    public URI uri() {
        return uri;
    }

    /** All headers except those that the HTTP client sets. */
    public Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    /** Without header values and body, because both may contain secrets. */
    @Override
    public String toString() {
        return "POST " + uri + " (" + body.length + " bytes, headers " + headers.keySet() + ")";
    }
}
