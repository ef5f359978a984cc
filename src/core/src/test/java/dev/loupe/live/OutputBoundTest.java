package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.OutputLimit;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs against a model that never stops by itself; the server counts the tokens. */
class OutputBoundTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ENDLESS = 8_000;

    private final ProbePlan probes = ProbePlan.of(
                    ContractSchemas.of(Contracts.named("gemma-3").orElseThrow()), "", Thoroughness.STANDARD)
            .withoutKeys();
    private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong generated = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A model that honours these limits, accepts everything, and rejects these properties. */
    private List<IncompleteReason> run(Set<String> honoured, Set<String> rejected) {
        server.createContext("/", exchange -> {
            JsonNode request = parsed(exchange.getRequestBody().readAllBytes());
            received.add(request);
            long tokens = honoured.stream()
                    .map(request::path)
                    .filter(limit -> limit.isNumber() && limit.asLong() > 0)
                    .mapToLong(JsonNode::asLong)
                    .min()
                    .orElse(ENDLESS);
            boolean rejects = rejected.stream().anyMatch(request::has);
            generated.addAndGet(rejects ? 0 : tokens);
            byte[] body = (rejects
                            ? "{\"error\": {\"message\": \"unknown parameter\"}}"
                            : "{\"choices\": [{\"index\": 0, \"message\": {\"content\": \"a\"}}],"
                                    + " \"usage\": {\"completion_tokens\": " + tokens + "}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(rejects ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        TargetEndpoint target =
                TargetEndpoint.at("http://127.0.0.1:" + server.getAddress().getPort(), null, "LOUPE_KEY", Map.of());
        try (RequestSender sender = new RequestSender(
                target,
                "openai",
                Timeouts.DEFAULT,
                RateLimiter.unlimited(),
                InstantSource.system(),
                ConnectionSettings.direct(null))) {
            ParallelSender parallel = new ParallelSender(sender, Budget.unlimited(), 4, exchange -> 0);
            try (ProbeSession session =
                    new ProbeSession(parallel, PlannedRequests.of(probes, null), Map.of(), exchange -> exchange)) {
                session.forEachRemaining(exchange -> {});
                return session.incomplete();
            }
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private long withoutLimit() {
        return received.stream()
                .skip(1)
                .filter(JsonNode::isObject)
                .filter(request -> OutputLimit.PROPERTIES.stream().noneMatch(request::has))
                .count();
    }

    @Test
    void everyRequestAfterTheProofHasALimit() {
        assertThat(run(Set.of("max_tokens", "max_completion_tokens"), Set.of())).isEmpty();
        assertThat(withoutLimit()).isZero();
        assertThat(generated).hasValueLessThan(200_000);
    }

    @Test
    void theSecondLimitIsUsedWhereTheFirstIsRejected() {
        assertThat(run(Set.of("max_completion_tokens"), Set.of("max_tokens"))).isEmpty();
        assertThat(withoutLimit()).isZero();
        assertThat(received)
                .filteredOn(request -> request.path("max_completion_tokens").asInt() == OutputLimit.TOKENS)
                .hasSizeGreaterThan(60);
    }

    @Test
    void aRunWithoutAWorkingLimitEndsWithItsTokens() {
        long most = (long) probes.requests() * OutputLimit.TOKENS;
        assertThat(run(Set.of(), Set.of()))
                .singleElement()
                .isInstanceOfSatisfying(IncompleteReason.NotSent.class, notSent -> assertThat(notSent.reason())
                        .isEqualTo(new NotSentReason.TokenLimit(most)));
        // the proofs, and those under way when the last token counts
        assertThat(generated).hasValueLessThan(most + 9 * ENDLESS);
        assertThat(withoutLimit()).isPositive();
    }
}
