package dev.loupe.serve.wire;

import java.time.Duration;

/**
 * How fast answers come, so that a test double can behave like a model server.
 *
 * @param latency until the first byte of an answer
 * @param tokensPerSecond of a stream; 0: as fast as possible
 */
public record ResponsePacing(Duration latency, double tokensPerSecond) {
    public static final ResponsePacing FASTEST = new ResponsePacing(Duration.ZERO, 0);

    public ResponsePacing {
        if (latency.isNegative() || tokensPerSecond < 0 || Double.isNaN(tokensPerSecond)) {
            throw new IllegalArgumentException("a latency and a number of tokens per second cannot be negative");
        }
    }
}
