package dev.loupe.connection;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apiguardian.api.API;

/** The kind and the message of a failed connection. */
@API(status = API.Status.EXPERIMENTAL)
public final class ConnectionFailures {
    private static final String UNTRUSTED = "the certificate is from an authority that Java does not trust";

    /** The class of a cause in the message of an exception; it says nothing to a reader. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?:[a-z0-9]{1,40}\\.)+[A-Z][A-Za-z0-9]{0,80}: ");

    private ConnectionFailures() {}

    /**
     * The failure of a request to this address.
     *
     * @param proxy through which the request goes: a connection that fails is the one to the proxy
     */
    public static Failure of(Throwable thrown, URI address, Optional<URI> proxy) {
        Kind kind = kind(thrown);
        boolean unreached = kind == Kind.REFUSED || kind == Kind.DNS;
        return new Failure(
                kind,
                proxy.isEmpty()
                        ? message(kind, thrown, address)
                        : unreached
                                ? "the proxy cannot be reached: " + message(kind, thrown, proxy.get())
                                : message(kind, thrown, address) + " (through the proxy " + proxy.get() + ")");
    }

    /** A proxy that responds in place of the server. */
    public static Failure rejected(URI proxy, int status) {
        return new Failure(
                Kind.OTHER,
                "the proxy " + proxy + " rejects the connection with status " + status
                        + ": it may require a user name, which is not supported");
    }

    /** Whether the certificate would be accepted if its authority were trusted. */
    public static boolean isUntrustedAuthority(Failure failure) {
        return failure.kind() == Kind.TLS && failure.message().contains(UNTRUSTED);
    }

    private static Kind kind(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Kind kind =
                    switch (cause) {
                        case HttpTimeoutException timeout -> Kind.TIMEOUT;
                        case SSLException tls -> Kind.TLS;
                        case UnknownHostException dns -> Kind.DNS;
                        case UnresolvedAddressException dns -> Kind.DNS;
                        case ProtocolException protocol -> Kind.PROTOCOL;
                        case ConnectException refused -> isUnresolved(refused) ? Kind.DNS : Kind.REFUSED;
                        default -> Kind.OTHER;
                    };
            if (kind != Kind.OTHER) {
                return kind;
            }
            messages.append(cause.getMessage()).append('\n');
        }
        return byMessages(messages.toString().toLowerCase(Locale.ROOT));
    }

    /** The HTTP client of the JDK nests the cause in several exceptions of the same type. */
    private static boolean isUnresolved(ConnectException thrown) {
        return Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(UnresolvedAddressException.class::isInstance);
    }

    /** The HTTP client of the JDK has no types for these. An end of file in a chunk is a cut connection, not a wrong chunk. */
    private static Kind byMessages(String text) {
        if (text.contains("reset") || text.contains("eof") || text.contains("closed") || text.contains("broken pipe")) {
            return Kind.RESET;
        }
        boolean protocol = text.contains("header")
                || text.contains("protocol")
                || text.contains("chunk")
                || text.contains("status line")
                || text.contains("invalid");
        return protocol ? Kind.PROTOCOL : Kind.OTHER;
    }

    /** What is wrong with the certificate; empty when it is something else. */
    private static Optional<String> certificate(Throwable thrown) {
        List<Throwable> causes = Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
            return Optional.of("the certificate has expired");
        }
        if (causes.stream().anyMatch(CertPathBuilderException.class::isInstance)) {
            return Optional.of(UNTRUSTED);
        }
        return causes.stream().anyMatch(GeneralSecurityException.class::isInstance)
                ? Optional.of("the certificate is not valid for this host")
                : Optional.empty();
    }

    private static String message(Kind kind, Throwable thrown, URI address) {
        String own = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return switch (kind) {
            case REFUSED -> "connection to " + address.getAuthority() + " refused; is a server running on this port?";
            case DNS -> "cannot resolve host " + address.getHost() + "; is its name right?";
            case TLS ->
                "TLS handshake failed; "
                        + certificate(thrown).orElse("does the server use https on this port?")
                        + " (" + CLASS_NAME.matcher(own).replaceAll("") + ")";
            case RESET -> "the server closed the connection";
            case TIMEOUT, PROTOCOL, TOO_LARGE, OTHER -> own;
        };
    }
}
