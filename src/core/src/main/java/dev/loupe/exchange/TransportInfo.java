package dev.loupe.exchange;

import dev.loupe.exchange.Reply.Failure;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the connections of a request that Loupe sent.
 *
 * @param failed the attempts that ended without a complete response, in order; after a closed connection the next attempt used a
 *     new one
 * @param endedServer whether the server accepted no connection after the request: again, when it was sent alone to the server that
 *     had come back, or ever since
 * @param inFlight the other requests that were in flight when the server ended and did not come back; null when it came back or
 *     did not end
 * @param serverErrors the requests with a status of 5xx within a second before the connection was closed, each with its status
 * @param framing the deviations from the message format of HTTP/1.1; null when the response was not read byte by byte
 */
@API(status = API.Status.EXPERIMENTAL)
public record TransportInfo(
        List<Attempt> failed,
        boolean endedServer,
        @Nullable List<String> inFlight,
        List<String> serverErrors,
        @Nullable List<FramingError> framing) {
    /** Nothing is known, or nothing failed. */
    public static final TransportInfo NONE = of(List.of(), null);

    public TransportInfo {
        failed = List.copyOf(failed);
        inFlight = inFlight == null ? null : List.copyOf(inFlight);
        serverErrors = List.copyOf(serverErrors);
        framing = framing == null ? null : List.copyOf(framing);
    }

    /**
     * An attempt without a response.
     *
     * @param reused whether it may have used a connection that was open since an earlier response
     */
    public record Attempt(Failure failure, boolean reused) {}

    /** What happened to the connections of a request that did not end the server. */
    public static TransportInfo of(List<Attempt> failed, @Nullable List<FramingError> framing) {
        return new TransportInfo(failed, false, null, List.of(), framing);
    }

    /** What happened to the same request before and then. */
    public TransportInfo then(TransportInfo later) {
        List<Attempt> all = new ArrayList<>(failed);
        all.addAll(later.failed());
        return new TransportInfo(
                all,
                endedServer || later.endedServer(),
                later.inFlight() == null ? inFlight : later.inFlight(),
                later.serverErrors().isEmpty() ? serverErrors : later.serverErrors(),
                later.framing() == null ? framing : later.framing());
    }

    /** Whether the connection was closed without a response, twice, the last time on a new connection. */
    public boolean isClosedTwice() {
        int last = failed.size() - 1;
        return last > 0
                && failed.get(last - 1).failure().kind() == Failure.Kind.RESET
                && failed.get(last).failure().kind() == Failure.Kind.RESET
                && !failed.get(last).reused();
    }

    /** The same request ended the server, again when it was sent alone. */
    public TransportInfo withServerEnded() {
        return new TransportInfo(failed, true, null, List.of(), framing);
    }

    /** The connection was closed within a second after these requests had a status of 5xx. */
    public TransportInfo withServerErrors(List<String> before) {
        return new TransportInfo(failed, endedServer, inFlight, before, framing);
    }

    /** The server ended during the same request, or one of the others, or just after one with 5xx, and did not come back. */
    public TransportInfo withServerLost(List<String> others, List<String> before) {
        return new TransportInfo(failed, true, others, before, framing);
    }

    /** Whether the response has an error for which clients fail. */
    public boolean isUnreadable() {
        return framing != null
                && framing.stream().anyMatch(error -> !error.kind().tolerated());
    }
}
