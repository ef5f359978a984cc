package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.IncompleteReason.Problem;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first request decides whether an endpoint can be probed: a wrong address, key or model is the reason why it cannot. */
class EndpointPrecheckTest extends ProbedServer {
    private void cannotBeJudged(Answering answering, Problem problem, String detail) throws IOException {
        cannotBeJudged(answering, problem, detail, 1);
    }

    private void cannotBeJudged(Answering answering, Problem problem, String detail, int sent) throws IOException {
        serve(answering);
        Run run = run(Thoroughness.STANDARD);
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.end().incomplete())
                .singleElement()
                .isInstanceOfSatisfying(IncompleteReason.PrecheckFailed.class, failed -> {
                    assertThat(failed.problem()).isEqualTo(problem);
                    assertThat(failed.message()).contains(detail);
                });
        assertThat(requests.get()).isEqualTo(sent);
        assertThat(findings(run)).isEmpty();
    }

    @Test
    void aMissingVersionIsTriedAndReported() throws IOException {
        serve((exchange, request) -> {
            if (exchange.getRequestURI().getPath().equals("/v1/chat/completions")) {
                send(exchange, 404, "application/json", "{\"error\":{\"message\":\"no such path\"}}");
            } else {
                permissive(exchange, request);
            }
        });
        TargetEndpoint target = TargetEndpoint.at(url() + "/v1", null, "LOUPE_KEY", Map.of());
        List<Exchange> received = new ArrayList<>();
        try (RequestSender sender = new RequestSender(
                        target,
                        provider,
                        PATIENT,
                        RateLimiter.unlimited(),
                        InstantSource.system(),
                        ConnectionSettings.direct(null));
                ProbeSession session = new ProbeSession(
                        new ParallelSender(sender, Budget.unlimited(), 2, Pricing.NONE),
                        PlannedRequests.of(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE)),
                        Map.of(),
                        UnaryOperator.identity())) {
            session.forEachRemaining(received::add);
            assertThat(session.incomplete()).isEmpty();
            assertThat(session.relocation()).hasValueSatisfying(moved -> {
                assertThat(moved.missing()).hasToString(url() + "/v1/chat/completions");
                assertThat(moved.status()).isEqualTo(404);
                assertThat(moved.found()).hasToString(url() + "/chat/completions");
            });
        }
        assertThat(received)
                .hasSizeGreaterThan(10)
                .allSatisfy(exchange -> assertThat(exchange.request().url()).startsWith(url() + "/chat/completions"));
    }

    @Test
    void aServerThatClosesTheConnectionMayUseHttps() throws IOException {
        serve((exchange, request) -> {});
        assertThat(run(Thoroughness.SMOKE).end().incomplete())
                .singleElement()
                .extracting(IncompleteReason::message)
                .asString()
                .contains("the server closed the connection; does it use https on this port?");
    }

    @Test
    void aPageOfHtmlIsNoEndpoint() throws IOException {
        cannotBeJudged(
                (exchange, request) -> send(exchange, 200, "text/html", "<!DOCTYPE html><p>Sign in"),
                Problem.NOT_A_COMPLETION,
                "(200: an HTML page",
                2);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        cannotBeJudged(
                (exchange, request) -> {
                    exchange.getResponseHeaders().set("location", "https://example.com/v2");
                    send(exchange, 301, "text/plain", "");
                },
                Problem.REDIRECT,
                "(301: a redirect to https://example.com/v2");
    }

    @Test
    void anEmptyObjectIsNoCompletion() throws IOException {
        cannotBeJudged(
                (exchange, request) -> send(exchange, 200, "application/json", "{}"),
                Problem.NOT_A_COMPLETION,
                "JSON that is not a chat completion; body: {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'object': 'chat.completion', 'id': 'c-1'}",
                "{'choices': [{'message': {'role': 'assistant', 'content': 'Hi'}, 'score': NaN}]}",
                "{'choices': [{'message': {'role': 'assistant', 'content': 'Hi'}}]} {}",
            })
    void aMalformedCompletionIsJudged(String body) throws IOException {
        serve((exchange, request) -> send(exchange, 200, "application/json", body.replace('\'', '"')));
        Run run = run(Thoroughness.SMOKE);
        assertThat(run.end().incomplete()).isEmpty();
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"choices\": []}\n\n", "{\"choices\": []}"})
    void aStreamThatNoRequestWantsIsJudged(String body) throws IOException {
        serve((exchange, request) -> send(exchange, 200, "text/event-stream", body));
        Run run = run(Thoroughness.SMOKE);

        assertThat(findings(run)).anyMatch(finding -> finding.contains(" stream.content-type "));
        assertThat(run.end().incomplete().getFirst().message()).contains("stream");
    }

    @Test
    void aWrongKeyIsReported() throws IOException {
        cannotBeJudged(
                (exchange, request) -> send(exchange, 401, "application/json", "{\"error\":{\"message\":\"no\"}}"),
                Problem.NO_KEY,
                "(401: LOUPE_KEY is not set;");
        key = "key-of-this-test";
        requests.set(0);
        Run run = run(Thoroughness.STANDARD);
        assertThat(run.end().incomplete())
                .singleElement()
                .extracting(IncompleteReason::message)
                .asString()
                .contains("(401: the key in LOUPE_KEY is not accepted");
    }

    @Test
    void aModelThatIsNotServedIsNamed() throws IOException {
        cannotBeJudged(
                (exchange, request) ->
                        send(exchange, 404, "application/json", "{\"error\":{\"message\":\"no model\"}}"),
                Problem.UNKNOWN_PATH_OR_MODEL,
                "(404: unknown path or model;",
                2);
    }

    @Test
    void anEndpointWithoutAServerIsReported() throws IOException {
        server.stop(0);
        Run run = run(Thoroughness.SMOKE);
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.end().incomplete().getFirst().message())
                .contains("(connection to 127.0.0.1:", " refused; is a server running on this port?)");
    }
}
