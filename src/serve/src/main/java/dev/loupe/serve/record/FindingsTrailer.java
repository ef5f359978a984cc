package dev.loupe.serve.record;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * The trailer {@code X-Loupe-Findings} of a response: the ids of the checks that it violates, or {@code none}. The body arrives as ever; only
 * its end waits until the exchange is judged.
 */
final class FindingsTrailer {
    private static final String NAME = "x-loupe-findings";
    /** The exchange is not judged in time. */
    static final List<String> NOT_JUDGED = List.of("not judged");

    private static final int MOST = 50;

    private FindingsTrailer() {}

    /** Whether this response gets a trailer; a response with a length becomes chunked. */
    static boolean announce(HttpServerRequest request, HttpServerResponse response, int status, Upstream upstream) {
        boolean bodiless = status == 204 || status == 304 || request.method().equals(HttpMethod.HEAD);
        if (!upstream.addsFindings() || bodiless || request.version() == HttpVersion.HTTP_1_0) {
            return false;
        }
        response.headers().remove("content-length");
        response.putHeader("trailer", NAME);
        if (request.version() != HttpVersion.HTTP_2) {
            response.setChunked(true);
        }
        return true;
    }

    static void end(HttpServerResponse response, List<String> violated) {
        if (!response.ended() && !response.closed()) {
            response.putTrailer(
                    NAME,
                    violated.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ",
                                    violated.stream().distinct().limit(MOST).toList()));
            response.end();
        }
    }
}
