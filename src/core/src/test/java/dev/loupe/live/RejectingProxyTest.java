package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Reply;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectingProxyTest {
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
