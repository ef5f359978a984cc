package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.Verdict;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Runs against servers that end during a request. */
class ServerSurvivalTest extends ProbedServer {
    @Test
    void theOnlyRequestInFlightEndsTheServerForGood() throws IOException {
        concurrency = 1;
        serve(this::endingForGood);
        Run run = run(Thoroughness.SMOKE);

        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(run.end().incomplete()).singleElement().isInstanceOf(IncompleteReason.EndpointLost.class);
        assertThat(transport(run))
                .singleElement()
                .asString()
                .startsWith("stop/comes-up transport.survives ")
                .contains("during stop \"7\", the only request in flight");
    }

    @Test
    void oneOfSeveralRequestsInFlightEndsTheServerForGoodAndTheFindingNamesAll() throws IOException {
        serve((exchange, request) -> endingWithAnotherInFlight(exchange, request, false));
        Run run = run(Thoroughness.STANDARD);

        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(transport(run))
                .singleElement()
                .asString()
                .contains(" transport.survives ")
                .contains("requests were in flight")
                .contains("stop/comes-up")
                .containsAnyOf("stop/one-of-two", "[\"9\",\"7\"]");
    }

    @Test
    void aServerThatEndsJustAfterAnErrorNamesTheRequestWithTheError() throws IOException {
        clock = InstantSource.fixed(Instant.EPOCH);
        serve((exchange, request) -> endingWithAnotherInFlight(exchange, request, true));

        assertThat(transport(run(Thoroughness.STANDARD)))
                .singleElement()
                .asString()
                .contains(" transport.survives Violation[at=request,")
                .doesNotContain("the only request in flight")
                .containsPattern("; a status of 5xx just before: stop/comes-up\\S* \\(500\\)");
    }

    private final CountDownLatch inFlight = new CountDownLatch(1);

    /** Ends at one of the requests with a text as stop, while one with an array waits for its response. */
    private void endingWithAnotherInFlight(HttpExchange exchange, JsonNode request, boolean afterAnError)
            throws IOException {
        if (request.path("stop").isArray()) {
            inFlight.countDown();
            await(ended);
        } else if (isStop(request)) {
            await(inFlight);
            if (afterAnError) {
                send(exchange, 500, "application/json", error("failed"));
                exchange.close();
            }
            server.stop(0);
            ended.countDown();
        } else {
            permissive(exchange, request);
        }
    }

    private final CountDownLatch ended = new CountDownLatch(1);

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aValueOfAnotherTypeIsSentAlone() throws IOException {
        serve((exchange, request) -> {
            if (request.path("messages").isTextual()) {
                server.stop(0);
            } else {
                permissive(exchange, request);
            }
        });

        assertThat(transport(run(Thoroughness.STANDARD)))
                .singleElement()
                .asString()
                .startsWith("messages/type-string transport.survives ")
                .contains("the only request in flight");
    }

    /** Responds with 500 and is gone afterwards. */
    private void endingAfterAnError(HttpExchange exchange, JsonNode request) throws IOException {
        if (isStop(request)) {
            send(exchange, 500, "application/json", error("failed"));
            exchange.close();
            server.stop(0);
        } else {
            permissive(exchange, request);
        }
    }

    @Test
    void aServerThatIsGoneAfterItsOnlyErrorEndedForThatRequest() throws IOException {
        concurrency = 1;
        serve(this::endingAfterAnError);
        Run run = run(Thoroughness.SMOKE);

        assertThat(lost(run)).contains("refused; is a server running");
        assertThat(findings(run))
                .filteredOn(finding -> finding.contains(" transport.") || finding.contains(" range."))
                .filteredOn(finding -> finding.startsWith("stop/comes-up "))
                .singleElement()
                .asString()
                .startsWith("stop/comes-up transport.survives ")
                .contains("just after it responded to stop \"7\" with status 500");
    }

    /** Closes the connections of a plain request after the probe, as a process may while it ends. */
    @Test
    void aConnectionThatIsAcceptedWhileTheServerEndsIsNotTheNetwork() throws IOException {
        concurrency = 1;
        AtomicReference<JsonNode> plain = new AtomicReference<>();
        AtomicBoolean ending = new AtomicBoolean();
        AtomicInteger closed = new AtomicInteger();
        serve((exchange, request) -> {
            plain.compareAndSet(null, request);
            ending.compareAndSet(false, isStop(request));
            if (!ending.get()) {
                permissive(exchange, request);
            } else if (withoutLimit(request).equals(plain.get())) {
                closed.incrementAndGet();
            }
        });
        AtomicBoolean ended = new AtomicBoolean();
        clock = () -> {
            // both attempts of the plain request are over
            if (closed.get() >= 2 && ended.compareAndSet(false, true)) {
                server.stop(0);
            }
            return Instant.now();
        };

        assertThat(transport(run(Thoroughness.SMOKE)))
                .singleElement()
                .asString()
                .startsWith("stop/comes-up transport.survives ");
        assertThat(ended).isTrue();
    }

    private static JsonNode withoutLimit(JsonNode request) {
        return request instanceof ObjectNode object ? object.deepCopy().without("max_tokens") : request;
    }

    @Test
    void aRequestThatEndsTheServerLeavesTheSameResponsesInEveryRun() throws IOException {
        serve((exchange, request) -> {
            if (request.path("temperature").isTextual()) {
                server.stop(0);
            } else {
                permissive(exchange, request);
            }
        });
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.STANDARD, false);
        Run run = run(probes, Map.of(), null);

        // all that have no value of another type are sent before, so that none is lost
        long allowed = PlannedRequests.of(probes).stream()
                .filter(request -> !request.sendsOtherType())
                .count();
        assertThat(run.summary().counts().exchanges()).isGreaterThan((int) allowed);
        assertThat(transport(run))
                .singleElement()
                .asString()
                .startsWith("temperature/type-string transport.survives ")
                .contains("the only request in flight");
    }

    @Test
    void aResponseThatIsCutAtTheEndOfTheServerNamesItsRequest() throws IOException {
        concurrency = 1;
        serve((exchange, request) -> {
            if (isStop(request)) {
                exchange.getResponseHeaders().set("content-type", "application/json");
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                server.stop(0);
            } else {
                permissive(exchange, request);
            }
        });

        assertThat(transport(run(Thoroughness.SMOKE)))
                .singleElement()
                .asString()
                .startsWith("stop/comes-up transport.survives ");
    }

    private final Semaphore up = new Semaphore(1);

    private void endingAndStartingAgain(HttpExchange exchange, JsonNode request) throws IOException {
        if (!isStop(request)) {
            permissive(exchange, request);
            return;
        }
        up.acquireUninterruptibly();
        try {
            int port = server.getAddress().getPort();
            server.stop(0);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            serve(this::endingAndStartingAgain);
            server.start();
        } finally {
            up.release();
        }
    }

    /** A request is sent only to a server that has started. */
    private Instant onceUp() {
        up.acquireUninterruptibly();
        up.release();
        return Instant.now();
    }

    @Test
    void aRequestThatEndsAServerThatStartsAgainIsAViolationAndTheRunGoesOn() throws IOException {
        serve(this::endingAndStartingAgain);
        clock = this::onceUp;
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.SMOKE, false);
        Run run = run(probes, Map.of(), null);

        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(run.end().incomplete()).isEmpty();
        assertThat(run.summary().counts().exchanges()).isEqualTo(probes.requests());
        // a request that another one was sent with may find its connection closed: transport.keeps-idle, INFO
        assertThat(transport(run).stream()
                        .filter(finding ->
                                finding.contains("transport.responds") || finding.contains("transport.survives")))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("stop/comes-up "));
    }
}
