package dev.loupe.live;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts what went wrong on a connection into words. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable thrown) {
        Kind kind = kind(thrown);
        return new Failure(kind, message(kind, thrown));
    }

    private static Kind kind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Kind kind =
                    switch (cause) {
                        case Receiver.Silence silence -> Kind.TIMEOUT;
                        case Receiver.TooLarge large -> Kind.TOO_LARGE;
                        case HttpTimeoutException timeout -> Kind.TIMEOUT;
                        case SSLException tls -> Kind.TLS;
                        case UnknownHostException dns -> Kind.DNS;
                        case UnresolvedAddressException dns -> Kind.DNS;
                        case ProtocolException protocol -> Kind.PROTOCOL;
                        case ConnectException refused ->
                            cause.getCause() instanceof UnresolvedAddressException ? Kind.DNS : Kind.REFUSED;
                        default -> byMessage(cause.getMessage());
                    };
            if (kind != Kind.OTHER) {
                return kind;
            }
        }
        return Kind.OTHER;
    }

    /** The HTTP client has no types for these. */
    private static Kind byMessage(@Nullable String message) {
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        if (text.contains("reset")
                || text.contains("eof")
                || text.contains("closed")
                || text.contains("broken pipe")
                || text.contains("fixed content-length")) {
            return Kind.RESET;
        }
        return text.contains("header parser")
                        || text.contains("protocol")
                        || text.contains("chunk")
                        || text.contains("status line")
                        || text.contains("invalid")
                ? Kind.PROTOCOL
                : Kind.OTHER;
    }

    private static String message(Kind kind, Throwable thrown) {
        String own = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return switch (kind) {
            case REFUSED -> "the connection was refused: is the endpoint running, and is the port right?";
            case DNS -> "the host name is not known";
            case TLS ->
                "the certificate or the TLS handshake is wrong: " + own
                        + "; a private authority is trusted with --ca FILE";
            case TIMEOUT, RESET, PROTOCOL, TOO_LARGE, OTHER -> own;
        };
    }
}
