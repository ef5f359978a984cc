package dev.loupe.serve.wire;

import java.time.Duration;

/**
 * Latency and speed of responses.
 *
 * @param latency until the first byte of a response
 * @param tokensPerSecond of a stream; 0 for unlimited
 */
public record ResponsePacing(Duration latency, double tokensPerSecond) {
    public static final ResponsePacing FASTEST = new ResponsePacing(Duration.ZERO, 0);

    public ResponsePacing {
        if (latency.isNegative() || tokensPerSecond < 0 || Double.isNaN(tokensPerSecond)) {
            throw new IllegalArgumentException("latency and tokens per second must not be negative");
        }
    }
}
