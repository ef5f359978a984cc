package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

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
}
