package dev.loupe.live;

import java.time.Duration;

/**
 * How long to wait for what. The defaults are sized for language models: a first byte may take a minute, and between two
 * chunks of a stream a model may think for long.
 *
 * @param connect for the connection
 * @param answer from sending to the first byte of the answer
 * @param idle between two reads of an answer
 * @param whole for an answer from its first byte to its last
 * @param tries of a request that is told to come back later, or whose connection is refused
 * @param longestWait a Retry-After beyond this is not waited out
 */
public record Timeouts(
        Duration connect, Duration answer, Duration idle, Duration whole, int tries, Duration longestWait) {
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(90),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            3,
            Duration.ofSeconds(30));
}
