package dev.loupe.serve.wire;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose next request does not arrive: headers that arrive one byte at a time are activity for the idle time-out and
 * would occupy a connection without end.
 */
public final class SlowRequests {
    /** For the headers of the first request of a connection. */
    public static final long FIRST_MILLIS = 30_000;

    private static final long NEXT_MILLIS = 300_000;

    private final Vertx vertx;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    public SlowRequests(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A new connection. */
    public void connected(HttpConnection connection) {
        arm(connection, FIRST_MILLIS);
        connection.closeHandler(closed -> disarm(connection));
    }

    /** The headers of a request are complete; after its response the connection waits for the next one. */
    public void received(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (connection == null || !disarm(connection)) {
            return; // an HTTP/2 connection has other requests
        }
        request.response().endHandler(ended -> arm(connection, NEXT_MILLIS));
    }

    private void arm(HttpConnection connection, long millis) {
        disarm(connection);
        timers.put(connection, vertx.setTimer(millis, late -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    private boolean disarm(HttpConnection connection) {
        Long timer = timers.remove(connection);
        return timer != null && vertx.cancelTimer(timer);
    }
}
