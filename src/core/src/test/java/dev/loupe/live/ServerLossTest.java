package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.ProxyRoutes;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Runs against servers that end, or are no longer reached, for another reason than a request. */
class ServerLossTest extends ProbedServer {
    @Test
    void aServerThatIsStoppedBetweenRequestsIsLostAndNoRequestIsTheReason() throws IOException {
        concurrency = 1;
        AtomicBoolean stopped = new AtomicBoolean();
        serve(this::permissive);
        clock = () -> {
            if (requests.get() == 6 && stopped.compareAndSet(false, true)) {
                server.stop(0);
            }
            return Instant.now();
        };
        Run run = run(Thoroughness.SMOKE);

        assertThat(lost(run)).contains("the endpoint was lost");
        assertThat(transport(run)).isEmpty();
    }

    @Test
    void aLoadBalancerThatRespondsAfterTheEndIsOverloadedAndNoRequestIsTheReason() throws IOException {
        AtomicBoolean dead = new AtomicBoolean();
        serve((exchange, request) -> {
            if (isStop(request)) {
                dead.set(true);
            }
            if (dead.get()) {
                send(exchange, 502, "text/html", "<html>bad gateway</html>");
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.STANDARD);

        assertThat(run.end().incomplete()).singleElement().isInstanceOf(IncompleteReason.Overloaded.class);
        assertThat(transport(run)).isEmpty();
    }

    @Test
    void aProxyThatEndsIsNotTheServer() throws IOException {
        connections = new ConnectionSettings(null, ProxyRoutes.of(url(), Map.of()));
        address = "http://models.example.com";
        concurrency = 1;
        serve(this::endingForGood);
        Run run = run(Thoroughness.SMOKE);

        assertThat(lost(run)).contains("the proxy cannot be reached").contains("during stop/comes-up");
        assertThat(transport(run)).isEmpty();
    }
}
