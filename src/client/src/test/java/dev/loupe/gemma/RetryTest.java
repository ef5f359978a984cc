package dev.loupe.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.client.error.ConnectionException;
import dev.loupe.client.error.ServerException;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}";
    private static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

    private final RawServer server = new RawServer();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void theWaitIsTheOneInTheResponse() {
        waitsFor("Retry-After: 7", Duration.ofSeconds(7));
        waitsFor("Retry-After: 0.25", Duration.ofMillis(250));
        waitsFor("Retry-After: Fri, 20 Nov 2026 10:00:30 GMT", Duration.ofSeconds(30));
        waitsFor("Retry-After: Fri, 20 Nov 2026 09:00:00 GMT", Duration.ZERO);
    }

    @Test
    void aWaitThatCannotBeReadIsNone() {
        for (String junk : List.of("soon", "-5", "NaN", "")) {
            server.plays(Script.answer(503, "", "", "Retry-After: " + junk), Script.json(ANSWER));
            waits.clear();
            client().create(REQUEST);
            assertThat(waits).as("Retry-After: %s", junk).singleElement().satisfies(wait -> assertThat(wait)
                    .isBetween(Duration.ofMillis(250), Duration.ofMillis(500)));
        }
    }

    @Test
    void aLongWaitIsWaitedForIfTheCallerAllowsIt() {
        server.plays(Script.answer(429, "", "", "Retry-After: 120"), Script.json(ANSWER));
        client().withOptions(o -> o.maxRetryWait(Duration.ofMinutes(5))).create(REQUEST);
        assertThat(waits).containsExactly(Duration.ofMinutes(2));
    }

    @Test
    void waitsGrowAndAreShortenedByChance() {
        server.plays(Script.answer(500, "", ""));
        GemmaClient persistent = client().withOptions(o -> o.maxRetries(7));
        assertThatThrownBy(() -> persistent.create(REQUEST)).isInstanceOf(ServerException.class);
        assertThat(server.requests()).hasSize(8);
        long[] longest = {500, 1000, 2000, 4000, 8000, 8000, 8000};
        for (int i = 0; i < longest.length; i++) {
            assertThat(waits.get(i).toMillis()).isBetween(longest[i] / 2, longest[i]);
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        CompletableFuture<RawServer> late = new CompletableFuture<>();
        GemmaClient client = GemmaClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .apiKey("k")
                .sleeper(wait -> {
                    late.complete(new RawServer(port).plays(Script.json(ANSWER)));
                    return CompletableFuture.completedFuture(null);
                })
                .build();
        assertThat(client.create(REQUEST).text()).hasValue("x");
        late.join().close();
    }

    @Test
    void aConnectionThatStaysRefusedIsNotRetriedForever() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        GemmaClient client = base().baseUrl("http://127.0.0.1:" + port).build();
        assertThatThrownBy(() -> client.create(REQUEST)).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> client.stream(REQUEST)).isInstanceOf(ConnectionException.class);
        assertThat(waits).hasSize(4);
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsIsNotTriedAgain() {
        server.plays(Script.answer(500, "", ""));
        CompletableFuture<Void> sleep = new CompletableFuture<>();
        CompletableFuture<Duration> asleep = new CompletableFuture<>();
        GemmaClient client = base().baseUrl(server.url())
                .sleeper(wait -> {
                    asleep.complete(wait);
                    return sleep;
                })
                .build();
        CompletableFuture<?> call = client.createAsync(REQUEST).toCompletableFuture();
        asleep.join();
        call.cancel(true);
        assertThatThrownBy(() -> sleep.get(10, TimeUnit.MINUTES)).isInstanceOf(CancellationException.class);
        assertThat(server.requests()).hasSize(1);
    }

    private void waitsFor(String header, Duration expected) {
        server.plays(Script.answer(429, "", "", header), Script.json(ANSWER));
        waits.clear();
        client().create(REQUEST);
        assertThat(waits).as(header).containsExactly(expected);
        assertThat(server.requests()).hasSize(2);
    }

    private GemmaClient client() {
        return base().baseUrl(server.url()).build();
    }

    private GemmaClientBuilder base() {
        return GemmaClient.builder().apiKey("k").clock(NOW).sleeper(wait -> {
            waits.add(wait);
            return CompletableFuture.completedFuture(null);
        });
    }
}
