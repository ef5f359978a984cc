package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.connection.ProxyRoutes;
import dev.loupe.exchange.Reply;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectingProxyTest {
    private static byte[] download(ConnectionSettings connections, String url) {
        DocumentDownload.Limits limits = new DocumentDownload.Limits(1000, Duration.ofMinutes(10), 0);
        return new DocumentDownload(connections, limits, at -> Optional.empty()).fetch(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://models.test/openapi.json", "https://models.test/openapi.json"})
    void itIsNamedWhereASpecIsDownloaded(String url) throws Exception {
        try (ByteServers servers = new ByteServers()) {
            String proxy = servers.answering(ByteServers.http("407 Proxy Authentication Required", "text/html", "no"));
            ConnectionSettings connections = new ConnectionSettings(null, ProxyRoutes.of(proxy, Map.of()));
            assertThatThrownBy(() -> download(connections, url))
                    .hasMessageContaining("the proxy " + proxy + " rejects the connection with status 407");
        }
        String closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = "127.0.0.1:" + socket.getLocalPort();
        }
        ConnectionSettings connections = new ConnectionSettings(null, ProxyRoutes.of(closed, Map.of()));
        assertThatThrownBy(() -> download(connections, url))
                .hasMessageContaining("the proxy cannot be reached: connection to " + closed + " refused");
    }

    /** Through a tunnel, the client of the JDK has a response without a body then. */
    @ParameterizedTest
    @ValueSource(strings = {"http://models.test/v1", "https://models.test/v1"})
    void aProxyThatRequiresAUserNameIsNoResponseOfTheServer(String url) throws Exception {
        try (ByteServers servers = new ByteServers()) {
            String proxy = servers.answering(ByteServers.http("407 Proxy Authentication Required", "text/html", "no"));
            ConnectionSettings connections = new ConnectionSettings(null, ProxyRoutes.of(proxy, Map.of()));
            try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT, connections)) {
                assertThat(sender.send(ByteServers.plain()).reply())
                        .isInstanceOfSatisfying(Reply.Unanswered.class, none -> assertThat(
                                        none.failure().message())
                                .contains("the proxy " + proxy + " rejects the connection with status 407"));
            }
        }
    }
}
