package dev.loupe.live;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Timeouts of a request. The defaults are sized for language models: a first byte can take a minute, and so can the time
 * between two chunks of a stream.
 *
 * @param connect for the connection
 * @param firstByte from sending to the first byte of the response
 * @param idle between two reads of a response
 * @param total from the first byte of a response to its last
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
}
