package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How runs group, repeat and record errors of the server. */
class ProbeSessionServerErrorTest extends ProbedServer {
    /** How a run reports failures of the server, and the number of its requests. */
    private String failures(java.util.function.IntPredicate fails) throws IOException {
        AtomicInteger limits = new AtomicInteger();
        serve((exchange, request) -> {
            if (request.path("max_tokens").asInt() == 5 && fails.test(limits.incrementAndGet())) {
                send(exchange, 500, "application/json", error("oh"));
            } else {
                permissive(exchange, request);
            }
        });
        Run run =
                run(ProbePlan.of(GEMMA, "", Thoroughness.FULL, false).only("max_tokens/five"::equals), Map.of(), null);
        return run.summary().groups().byWeight().stream()
                .filter(group -> group.check().id().equals("range.never-5xx"))
                .map(group ->
                        group.count() + group.flaky().map(flaky -> " " + flaky).orElse(""))
                .collect(Collectors.joining());
    }

    /** The locations of the server errors. */
    private List<String> failing(java.util.function.Predicate<JsonNode> fails) throws IOException {
        serve((exchange, request) -> {
            if (fails.test(request)) {
                send(exchange, 500, "application/json", error("oh"));
            } else {
                permissive(exchange, request);
            }
        });
        return serverErrors(run(Thoroughness.STANDARD));
    }

    private static List<String> serverErrors(Run run) {
        return run.summary().groups().byWeight().stream()
                .filter(group -> group.check().id().equals("range.never-5xx"))
                .map(group -> group.at())
                .sorted()
                .toList();
    }

    @Test
    void serverErrorsOfDifferentParametersAreDifferentFindings() throws IOException {
        assertThat(failing(request -> request.path("seed").isTextual()
                        || request.path("top_p").isTextual()
                        || request.path("top_p").asDouble() > 1))
                .containsExactly("request /seed", "request /top_p");
    }

    @Test
    void serverErrorsBelowAControlProbeThatFailsTooAreOneFinding() throws IOException {
        assertThat(failing(request ->
                        request.path("messages").path(0).path("content").isArray()))
                .containsExactly("request /messages/*/content");
    }

    @Test
    void aRequestThatFailsSometimesIsFlaky() throws IOException {
        concurrency = 1;
        assertThat(failures(time -> time == 1)).isEqualTo("1 1 of 3 (6-79 %)");
    }

    /** A server that fails at the first request of each value of seed and top_p, as one does whose memory others fill. */
    @Test
    void requestsThatFailOnlyWhileOthersAreInFlightAreOneFindingOfNoParameter() throws IOException {
        Set<String> sent = ConcurrentHashMap.newKeySet();
        List<String> errors = failing(request ->
                (request.path("seed").isNumber() || request.path("top_p").isNumber()) && sent.add(request.toString()));

        assertThat(errors).containsExactly("request");
        assertThat(sent.size()).isGreaterThan(1);
    }

    @Test
    void aStreamThatEndsWithAnErrorOnlyWhileOthersAreInFlightIsJudgedAlone() throws IOException {
        AtomicBoolean failed = new AtomicBoolean();
        serve((exchange, request) -> {
            if (request.path("stream").asBoolean() && failed.compareAndSet(false, true)) {
                send(exchange, 200, "text/event-stream", "data: " + error("no memory") + "\n\n");
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.STANDARD);

        assertThat(failed).isTrue();
        assertThat(run.summary().counts().exchanges(Verdict.INCONCLUSIVE)).isZero();
    }

    @Test
    void aValidKeyThatIsRejectedNowAndThenLeavesTheRunInconclusive() throws IOException {
        serve((exchange, request) -> {
            if (requests.get() % 3 == 0) {
                send(exchange, 401, "application/json", error("Incorrect API key"));
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.SMOKE);

        assertThat(run.summary().counts().exchanges(Verdict.INCONCLUSIVE)).isPositive();
    }

    @Test
    void aRequestThatFailsEveryTimeIsNotFlaky() throws IOException {
        assertThat(failures(time -> true)).isEqualTo("3");
    }

    @Test
    void aRepeatedRequestIsRecordedAfterTheFirstOne() throws IOException {
        Path record = folder.resolve("recorded");
        serve((exchange, request) -> send(
                exchange,
                request.path("max_tokens").asInt() == 5 ? 500 : 200,
                "application/json",
                request.path("max_tokens").asInt() == 5 ? error("oh") : "{\"choices\": []}"));
        run(ProbePlan.of(GEMMA, "", Thoroughness.FULL, false).only("max_tokens/five"::equals), Map.of(), record);

        try (Stream<Path> files = Files.list(record)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsSubsequence("0005-max_tokens-five.json", "0005~max_tokens-five-2.json");
        }
    }

    @Test
    void aReplayOfARecordedRunFindsWhatTheRunFound() throws IOException {
        Path record = folder.resolve("recorded");
        AtomicBoolean failed = new AtomicBoolean();
        AtomicInteger sinceControl = new AtomicInteger();
        serve((exchange, request) -> {
            boolean first = request.path("temperature").isTextual();
            failed.compareAndSet(false, first);
            if (sinceControl.get() > 0 || (failed.get() && isPlain(request))) {
                sinceControl.incrementAndGet();
            }
            if (first || sinceControl.get() > 3) {
                send(exchange, 500, "application/json", error("oh"));
            } else {
                permissive(exchange, request);
            }
        });
        List<String> live = serverErrors(run(ProbePlan.of(GEMMA, "", Thoroughness.STANDARD, false), Map.of(), record));

        assertThat(serverErrors(replay(record))).isEqualTo(live).containsExactly("request /temperature", "status");
    }

    private static boolean isPlain(JsonNode request) {
        return request.size() == 3
                && request.has("max_tokens")
                && request.at("/messages/0/content").isTextual();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\": {\"index\": 0}}", "{\"code\": 0, \"data\": {\"choices\": []}}"})
    void aCompletionOfAnotherFormIsTheFindingAndTheUrlIsRight(String body) throws IOException {
        serve((exchange, request) -> send(exchange, 200, "application/json", body));
        Run run = run(Thoroughness.STANDARD);
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(run.summary().counts().exchanges()).isEqualTo(1);
        assertThat(run.end().incomplete()).singleElement().satisfies(reason -> assertThat(reason.advice())
                .isEmpty());
    }
}
