package dev.loupe.serve.wire;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a local server accepts. A page in a browser reaches a server on this machine when its name resolves to the loopback
 * address (DNS rebinding): such a request names the page's host, or the page's origin.
 *
 * @param listening the host name or address of the server
 */
public record RequestAdmission(String listening) {
    private static final long LINGER_MILLIS = 2_000;

    /** Why a request is rejected. */
    public record Rejection(int status, String reason) {}

    /** The reason to reject this request; empty when it is accepted. */
    public Optional<Rejection> rejection(HttpServerRequest request) {
        String uri = request.uri();
        if (HttpMethod.CONNECT.equals(request.method())) {
            return Optional.of(
                    new Rejection(405, "CONNECT is not supported: this is not a forward proxy; use it as base URL"));
        }
        if (uri == null || !(uri.startsWith("/") || uri.equals("*"))) {
            return Optional.of(new Rejection(
                    400, "the request target is an absolute URL: this is not a forward proxy; use it as base URL"));
        }
        HostAndPort authority = request.authority();
        String host = authority == null ? null : bare(authority.host());
        if (request.getHeader("host") != null && authority == null) {
            return Optional.of(new Rejection(400, "the Host header is not a host"));
        }
        if (host != null && isLoopback(listening) && !isLocal(host)) {
            return Optional.of(
                    new Rejection(403, "the Host header does not name this machine (expected localhost or 127.0.0.1)"));
        }
        String origin = request.getHeader("origin");
        if (origin != null && !isLocalOrigin(origin, host)) {
            return Optional.of(new Rejection(403, "the Origin header names another site"));
        }
        return Optional.empty();
    }

    /** Sends the rejection. The body is read and dropped: closing a connection with unread bytes could overtake the response. */
    public static void reject(HttpServerRequest request, Rejection rejection, String name) {
        // the response may end on a thread without a context
        Vertx vertx = Vertx.currentContext().owner();
        request.handler(part -> {});
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
        request.response()
                .setStatusCode(rejection.status())
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(name + ": " + rejection.reason() + "\n")
                // a client that does not end its request does not keep the connection
                .onComplete(ended -> vertx.setTimer(
                        LINGER_MILLIS, timer -> request.connection().close()));
    }

    private boolean isLocalOrigin(String origin, @Nullable String host) {
        try {
            String named = new URI(origin).getHost();
            if (named == null) {
                return false;
            }
            String from = bare(named);
            return isLocal(from) || (!isLoopback(listening) && from.equalsIgnoreCase(host));
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }

    private boolean isLocal(String host) {
        return isLoopback(host) || host.equalsIgnoreCase(bare(listening));
    }

    /** Names that resolve to this machine everywhere; an address needs no resolution. */
    private static boolean isLoopback(String host) {
        String name = bare(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String bare(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
