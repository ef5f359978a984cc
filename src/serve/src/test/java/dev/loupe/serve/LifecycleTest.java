package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of the process")
class LifecycleTest {
    @Test
    void aStoppedProviderLeavesNoThreads() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        int port;
        try (ReferenceProvider provider = ReferenceProvider.start(ServeOptions.defaults())) {
            port = provider.port();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .hasMessageContaining("refused");
        for (Thread thread : left(before)) {
            thread.join(Duration.ofMinutes(10));
        }
        assertThat(left(before)).isEmpty();
    }

    private static Set<Thread> left(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .filter(thread ->
                        thread.getName().contains("vert") || thread.getName().contains("netty"))
                .collect(Collectors.toSet());
    }

    @Test
    void itRunsOnAGivenVertxAndLeavesThatRunning() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            try (ReferenceProvider provider = ReferenceProvider.start(vertx, ServeOptions.defaults())) {
                assertThat(provider.url()).matches("http://127\\.0\\.0\\.1:\\d+");
            }
            assertThat(vertx.eventBus().isMetricsEnabled()).isFalse();
            ReferenceProvider.start(vertx, ServeOptions.defaults()).close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        try (Endpoint endpoint = Endpoint.start()) {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                for (InetAddress address : each.inetAddresses().toList()) {
                    boolean here = address.getHostAddress().equals("127.0.0.1");
                    if (!here && address instanceof java.net.Inet4Address) {
                        assertThatThrownBy(() -> new Socket(address, endpoint.provider.port()).close())
                                .as(address.toString())
                                .isInstanceOf(java.io.IOException.class);
                    }
                }
            }
            assertThat(endpoint.post(ask("Hello", "")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsReported() {
        try (ReferenceProvider one = ReferenceProvider.start(ServeOptions.defaults())) {
            ServeOptions same = ServeOptions.defaults().port(one.port());

            assertThatThrownBy(() -> ReferenceProvider.start(same)).hasMessageContaining("Address already in use");
        }
    }
}
