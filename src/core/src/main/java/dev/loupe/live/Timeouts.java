package dev.loupe.live;

import java.time.Duration;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Timeouts of a request. The defaults are sized for language models: a first byte can take a minute, and so can the time
 * between two chunks of a stream.
 *
 * @param connect for the connection
 * @param firstByte from sending to the first byte of the response
 * @param idle between two reads of a response
 * @param total from sending to the last byte of the response
 * @param attempts of a request that receives a status of overload; fewer when its connection is refused
 * @param maxWait a longer Retry-After ends the attempts
 */
@API(status = API.Status.EXPERIMENTAL)
public record Timeouts(
        Duration connect, Duration firstByte, Duration idle, Duration total, int attempts, Duration maxWait) {
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(90),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            5,
            Duration.ofSeconds(30));

    /** The same with this longest time for a request, and for each of its parts. */
    public Timeouts perRequest(Duration longest) {
        return new Timeouts(shortest(connect, longest), longest, longest, longest, attempts, maxWait);
    }

    /** The same where no request takes longer than this, and no wait. */
    Timeouts within(Duration left) {
        return new Timeouts(
                shortest(connect, left),
                shortest(firstByte, left),
                shortest(idle, left),
                shortest(total, left),
                attempts,
                shortest(maxWait, left));
    }

    private static Duration shortest(Duration one, Duration other) {
        // a timeout of the HTTP client is positive
        return Stream.of(one, other)
                .min(Duration::compareTo)
                .filter(Duration::isPositive)
                .orElse(Duration.ofMillis(1));
    }
}
