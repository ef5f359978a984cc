package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFailuresTest {
    private static final URI ADDRESS = URI.create("http://models.invalid/v1");

    /** As the HTTP client of the JDK throws it. */
    @Test
    void anUnresolvedHostIsFoundBelowNestedConnectExceptions() {
        Throwable inner = new ConnectException().initCause(new UnresolvedAddressException());
        Throwable outer = new ConnectException().initCause(inner);

        assertThat(ConnectionFailures.of(outer, ADDRESS))
                .isEqualTo(new Failure(Kind.DNS, "cannot resolve host models.invalid"));
    }

    @Test
    void aConnectExceptionWithAResolvedHostIsARefusedConnection() {
        Throwable outer = new ConnectException("Connection refused").initCause(new ConnectException());

        assertThat(ConnectionFailures.of(outer, ADDRESS).kind()).isEqualTo(Kind.REFUSED);
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
        Throwable outer = new SSLHandshakeException("handshake").initCause(new CertificateException("path", cause));

        assertThat(ConnectionFailures.of(outer, ADDRESS))
                .isEqualTo(new Failure(Kind.TLS, "TLS handshake failed; the certificate " + what + " (handshake)"));
    }
}
