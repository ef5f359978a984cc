package dev.loupe.serve.record;

import dev.loupe.connection.ProxyRoutes;
import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Options of the recorder.
 *
 * @param upstream base URL to forward to: a request for {@code /PATH} goes to {@code upstream/PATH}
 * @param out directory for the recordings; created when it does not exist
 * @param listen where to listen
 * @param labels names written to the recordings
 * @param redactor redacts secrets before anything is stored
 * @param connections how the upstream is reached
 * @param observer receives what happens
 */
public record RecordingProxyOptions(
        URI upstream,
        Path out,
        Listen listen,
        Labels labels,
        Redactor redactor,
        Clock clock,
        Limits limits,
        Connections connections,
        RecordingObserver observer) {
    /**
     * The address to listen on.
     *
     * @param port 0 for any free port
     */
    public record Listen(String host, int port) {
        public static final Listen LOOPBACK = new Listen("127.0.0.1", 0);
    }

    /**
     * Names written to the recordings.
     *
     * @param provider also the first part of their IDs; null for the host of the upstream
     * @param contract null when unknown
     */
    public record Labels(@Nullable String provider, @Nullable String contract) {}

    /**
     * Which recordings are kept.
     *
     * @param memoryBytes for bytes that are not written yet, of all exchanges; 0 for what the heap permits
     * @param maxBytes of all recordings of this recorder; 0 for no limit
     * @param rotate at the limit, delete the oldest recordings of this recorder; otherwise record no more
     * @param unique keep one exchange of each shape
     */
    public record Limits(long memoryBytes, long maxBytes, boolean rotate, boolean unique) {
        public static final Limits NONE = new Limits(0, 0, false, false);
    }

    /**
     * How the upstream is reached.
     *
     * @param authority PEM file of the certificate authorities to trust; null for those of Java
     * @param timeout the longest time without a byte
     */
    public record Connections(@Nullable Path authority, ProxyRoutes proxies, Duration timeout) {
        /** A reasoning model may take minutes before its first token. */
        public static final Connections DEFAULT = new Connections(null, ProxyRoutes.none(), Duration.ofMinutes(15));
    }

    public RecordingProxyOptions {
        String scheme = upstream.getScheme() == null ? "" : upstream.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http
                || upstream.getHost() == null
                || upstream.getRawQuery() != null
                || upstream.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the upstream must be an http or https URL without user and query (example: https://api.aimlapi.com)");
        }
        if (upstream.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "the upstream has port " + upstream.getPort() + ", expected at most 65535");
        }
    }

    /** On a free port of the loopback address. */
    public static RecordingProxyOptions of(URI upstream, Path out, Redactor redactor) {
        return new RecordingProxyOptions(
                upstream,
                out,
                Listen.LOOPBACK,
                new Labels(null, null),
                redactor,
                Clock.systemUTC(),
                Limits.NONE,
                Connections.DEFAULT,
                RecordingObserver.NONE);
    }

    /** The same with these limits. */
    public RecordingProxyOptions limits(Limits other) {
        return new RecordingProxyOptions(upstream, out, listen, labels, redactor, clock, other, connections, observer);
    }

    /** The same with this observer. */
    public RecordingProxyOptions observer(RecordingObserver other) {
        return new RecordingProxyOptions(upstream, out, listen, labels, redactor, clock, limits, connections, other);
    }

    /** The same with these connections. */
    public RecordingProxyOptions connections(Connections other) {
        return new RecordingProxyOptions(upstream, out, listen, labels, redactor, clock, limits, other, observer);
    }

    String provider() {
        return labels.provider() == null ? upstream.getHost() : labels.provider();
    }

    boolean isTls() {
        return upstream.getScheme().equalsIgnoreCase("https");
    }

    int upstreamPort() {
        return upstream.getPort() >= 0 ? upstream.getPort() : isTls() ? 443 : 80;
    }

    /** The URL of the upstream for this request target. */
    String url(String target) {
        String port = upstream.getPort() < 0 ? "" : ":" + upstream.getPort();
        return upstream.getScheme() + "://" + upstream.getHost() + port + basePath() + target;
    }

    /** The path of the upstream without a trailing slash. */
    String basePath() {
        String path = upstream.getRawPath() == null ? "" : upstream.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
