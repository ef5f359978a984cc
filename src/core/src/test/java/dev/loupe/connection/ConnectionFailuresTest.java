package dev.loupe.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFailuresTest {
    private static final URI ADDRESS = URI.create("http://models.invalid/v1");

    /** As the HTTP client of the JDK throws it. */
    @Test
    void anUnresolvedHostIsFoundBelowNestedConnectExceptions() {
        Throwable inner = new ConnectException().initCause(new UnresolvedAddressException());
        Throwable outer = new ConnectException().initCause(inner);

        assertThat(ConnectionFailures.of(outer, ADDRESS, Optional.empty()))
                .isEqualTo(new Failure(Kind.DNS, "cannot resolve host models.invalid; is its name right?"));
    }

    @Test
    void aConnectExceptionWithAResolvedHostIsARefusedConnection() {
        Throwable outer = new ConnectException("Connection refused").initCause(new ConnectException());

        assertThat(ConnectionFailures.of(outer, ADDRESS, Optional.empty()).kind())
                .isEqualTo(Kind.REFUSED);
    }

    /** As the HTTP clients of the JDK and of the recorder word it. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 header parser received no bytes", "Connection reset", "Connection was closed"})
    void aClosedConnectionHasOneMessage(String message) {
        assertThat(ConnectionFailures.of(new IOException(message, new EOFException("EOF")), ADDRESS, Optional.empty()))
                .isEqualTo(new Failure(Kind.RESET, "the server closed the connection"));
    }

    @Test
    void aProxyThatCannotBeReachedIsTheCause() {
        assertThat(ConnectionFailures.of(
                                new ConnectException("Connection refused"),
                                ADDRESS,
                                Optional.of(URI.create("http://127.0.0.1:3128")))
                        .message())
                .startsWith("the proxy cannot be reached: connection to 127.0.0.1:3128 refused");
    }

    /** The causes as the TLS implementation of the JDK nests them. */
    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of(new CertPathBuilderException("no path"), "is from an authority that Java does not trust"),
                Arguments.of(new CertificateExpiredException("in 2020"), "has expired"),
                Arguments.of(new CertificateException("no name matches"), "is not valid for this host"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void whatIsWrongWithACertificateIsNamed(Exception cause, String what) {
        Throwable outer = new SSLHandshakeException("sun.security.validator.ValidatorException: handshake")
                .initCause(new CertificateException("path", cause));

        Failure failure = ConnectionFailures.of(outer, ADDRESS, Optional.empty());
        assertThat(failure)
                .isEqualTo(new Failure(Kind.TLS, "TLS handshake failed; the certificate " + what + " (handshake)"));
        // the advice to trust an authority is of no use for the other causes
        assertThat(ConnectionFailures.isUntrustedAuthority(failure)).isEqualTo(what.contains("authority"));
    }
}
