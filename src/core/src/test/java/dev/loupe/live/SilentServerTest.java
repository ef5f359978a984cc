package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.IncompleteReason.Advice;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that accepts connections and never responds: each wait has a limit, and the result names it. */
class SilentServerTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ByteServers servers = new ByteServers();

    @AfterEach
    void closeServers() throws Exception {
        servers.close();
    }

    private IncompleteReason reason(Timeouts timeouts, Budget budget) throws Exception {
        String url = servers.serving(socket -> socket.getInputStream().readAllBytes());
        try (RequestSender sender = ByteServers.sender(url, timeouts);
                ProbeSession session = new ProbeSession(
                        new ParallelSender(sender, budget, 4, Pricing.NONE),
                        PlannedRequests.of(ProbePlan.of(
                                ContractSchemas.of(Contracts.named("gemma-3").orElseThrow()), "", Thoroughness.SMOKE)),
                        Map.of(),
                        UnaryOperator.identity())) {
            assertThat(session.hasNext()).isFalse();
            return session.incomplete().getFirst();
        }
    }

    @Test
    void aRunEndsAfterTheTimeoutOfTheFirstRequest() throws Exception {
        IncompleteReason reason = reason(ByteServers.PATIENT.perRequest(SHORT), Budget.unlimited());

        assertThat(reason.message()).contains(" after 0.2 s)");
        assertThat(reason.advice()).contains(Advice.WAIT_LONGER);
    }

    @Test
    void theTimeLimitOfARunEndsARequestThatWaits() throws Exception {
        // a busy machine sends nothing in this time
        assertThat(reason(ByteServers.PATIENT, new Budget(Integer.MAX_VALUE, Double.MAX_VALUE, SHORT))
                        .message())
                .contains("the time limit of ");
        String url = servers.serving(socket -> socket.getInputStream().readAllBytes());
        try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT)) {
            assertThat(((Reply.Unanswered) sender.send(ByteServers.plain(), () -> SHORT)
                                    .reply())
                            .failure()
                            .message())
                    .endsWith(" after 0.2 s, at the time limit of the run");
        }
    }

    @Test
    void aRequestThatIsReadByteByByteIsSentOnceOnly() throws Exception {
        String url = servers.serving(socket -> socket.getInputStream().readAllBytes());
        PlannedRequest plain = ByteServers.plain();
        PlannedRequest read = new PlannedRequest(
                plain.id(),
                plain.method(),
                plain.path(),
                Map.of(),
                plain.body(),
                new ProbeInfo(
                        "stream/true",
                        JsonPointer.empty(),
                        "",
                        "",
                        ProbeInfo.Permission.ALLOWED,
                        ProbeInfo.Permission.ALLOWED,
                        ""));
        try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT.perRequest(SHORT))) {
            assertThat(((Reply.Unanswered) sender.send(read).reply()).failure())
                    .isEqualTo(new Failure(Kind.TIMEOUT, "timed out after 0.2 s"));
        }
        // none where the machine is too busy to read it
        assertThat(servers.requests()).hasSizeLessThan(2);
    }

    private List<Boolean> closedTwice(Set<Integer> responding) throws Exception {
        servers.requests().clear();
        ByteServers.Script script = socket -> {
            if (responding.contains(servers.requests().size())) {
                ByteServers.write(socket, ByteServers.http("200 OK", "application/json", "{}"));
            }
        };
        PlannedRequest plain = ByteServers.plain();
        List<Boolean> closed = new ArrayList<>();
        try (RequestSender sender = ByteServers.sender(servers.serving(script), ByteServers.PATIENT);
                ProbeSession session = ProbeSession.withoutPrecheck(
                        new ParallelSender(sender, Budget.unlimited(), 1, Pricing.NONE),
                        List.of(plain, plain.withId(new Exchange.Id("two"))),
                        UnaryOperator.identity())) {
            session.forEachRemaining(exchange -> closed.add(exchange.transport().isClosedTwice()));
        }
        return closed;
    }

    @Test
    void aClosedConnectionIsAboutTheRequestOnlyWhereTheServerHasResponded() throws Exception {
        assertThat(closedTwice(Set.of())).containsExactly(false, false);
        // the second request is sent twice, and twice more between two that have a response
        assertThat(closedTwice(Set.of(1, 4, 7))).containsExactly(false, true);
        // nothing has a response any more, so that the network may be the reason
        assertThat(closedTwice(Set.of(1))).containsExactly(false, false);
    }

    @Test
    void fiveTimeoutsInSuccessionSuggestThatTheEndpointIsLostAndSoDoFiveMore() throws Exception {
        PlannedRequest plain = ByteServers.plain();
        Exchange late = new Exchange(
                plain.id(),
                new Origin("test", null, Instant.EPOCH, "live", null, 0),
                new Exchange.Request(
                        plain.method(), plain.path(), new HeaderFields(new TreeMap<>(), true), plain.body()),
                new Reply.Unanswered(new Failure(Kind.TIMEOUT, "timed out after 90 s")),
                null);
        EndpointWatch watch = new EndpointWatch(20);

        List<Integer> suggesting = IntStream.rangeClosed(1, 10)
                .filter(time -> watch.received(late).isPresent())
                .boxed()
                .toList();

        assertThat(suggesting).containsExactly(5, 10);
    }
}
