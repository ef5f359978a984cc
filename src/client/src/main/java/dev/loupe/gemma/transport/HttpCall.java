package dev.loupe.gemma.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One POST, ready to go.
 *
 * @param headers every header with its value in clear, the key among them: made for one call and dropped after it
 * @param connectTimeout the longest time to wait for a connection
 */
public record HttpCall(URI uri, Map<String, String> headers, byte[] body, Duration connectTimeout) {

    /** Without header values and body: both may hold what nobody should read in a log. */
    @Override
    public String toString() {
        return "POST " + uri + " (" + body.length + " bytes, headers " + headers.keySet() + ")";
    }
}
