package dev.loupe.serve.record;

import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to record.
 *
 * @param upstream whom to forward to: a request for {@code /PATH} goes to {@code upstream/PATH}
 * @param out the folder for the recordings; made when it is not there
 * @param listen where to listen
 * @param labels what the recordings say of themselves
 * @param redactor takes secrets out before anything is stored
 */
public record RecordingProxyOptions(
        URI upstream, Path out, Listen listen, Labels labels, Redactor redactor, Clock clock) {
    /**
     * Where to listen.
     *
     * @param port 0: any free one
     */
    public record Listen(String host, int port) {
        public static final Listen LOOPBACK = new Listen("127.0.0.1", 0);
    }

    /**
     * What recordings say of themselves.
     *
     * @param provider also the first part of their ids; null: the upstream's host
     * @param contract null when not said
     */
    public record Labels(@Nullable String provider, @Nullable String contract) {}

    public RecordingProxyOptions {
        String scheme = upstream.getScheme() == null ? "" : upstream.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http
                || upstream.getHost() == null
                || upstream.getRawQuery() != null
                || upstream.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the upstream must be an http or https address such as https://api.aimlapi.com, without user or query");
        }
    }

    /** On any free port of this machine alone. */
    public static RecordingProxyOptions of(URI upstream, Path out, Redactor redactor) {
        return new RecordingProxyOptions(
                upstream, out, Listen.LOOPBACK, new Labels(null, null), redactor, Clock.systemUTC());
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

    /** The upstream's own path without a slash at its end. */
    String basePath() {
        String path = upstream.getRawPath() == null ? "" : upstream.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
