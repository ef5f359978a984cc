package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.check.CheckContext;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.FlakinessPolicy;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.IncompleteReason.Problem;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against small servers that are odd in one way each. */
class ProbeSessionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContractSchemas GEMMA =
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow());
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            1,
            Duration.ZERO);

    @TempDir
    Path folder;

    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private int most = Integer.MAX_VALUE;
    private String key;
    private String provider = "openai";

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

    private interface Answering {
        void answer(HttpExchange exchange, JsonNode request) throws IOException;
    }

    private void serve(Answering answering) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request;
            try {
                request = JSON.readTree(body);
            } catch (IOException notJson) {
                request = JsonNodeFactory.instance.missingNode();
            }
            answering.answer(exchange, request);
            exchange.close();
        });
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Run run(Thoroughness level) throws IOException {
        return run(ProbePlan.of(GEMMA, "", level).withoutKeys(), Map.of(), null);
    }

    private Run run(ProbePlan probes, Map<Exchange.Id, Exchange> answered, Path record) throws IOException {
        List<PlannedRequest> plan = PlannedRequests.of(probes, null);
        TargetEndpoint target = TargetEndpoint.at(url(), key, "LOUPE_KEY", Map.of());
        Redactor redactor = Redactor.of("LOUPE_KEY");
        ExchangeRecorder recorder = record == null ? null : new ExchangeRecorder(record, plan);
        try (RequestSender sender = new RequestSender(
                target,
                provider,
                PATIENT,
                RateLimiter.unlimited(),
                InstantSource.system(),
                ConnectionSettings.direct(null))) {
            Budget budget = new Budget(most, Double.MAX_VALUE, Duration.ofMinutes(5));
            ParallelSender dispatch = new ParallelSender(sender, budget, 4, exchange -> 0);
            FlakinessPolicy doubts = new FlakinessPolicy(plan(), 3);
            ProbeSession.Repeats again = new ProbeSession.Repeats(doubts::wantsRepeat, doubts::onRepeat, 3);
            try (ProbeSession session = new ProbeSession(
                    dispatch,
                    plan,
                    answered,
                    exchange -> {
                        Exchange redacted = redactor.redact(exchange);
                        if (recorder != null) {
                            recorder.write(redacted, redactor);
                        }
                        return redacted;
                    },
                    again)) {
                return judged(RunInput.live(session), session::incomplete);
            }
        }
    }

    private <T> Run judged(RunInput<T> records, java.util.function.Supplier<List<IncompleteReason>> incomplete)
            throws IOException {
        Path journal = Files.createTempFile(folder, "journal", ".ndjson");
        return RunEngine.run(plan(), records, journal, row -> {}, incomplete);
    }

    private RunPlan plan() {
        RunEnvironment setting = new RunEnvironment("0", "", "a test", 1, InstantSource.fixed(Instant.EPOCH));
        CheckContext context =
                new CheckContext(GEMMA, ProviderProfiles.named(provider).orElseThrow());
        return RunPlan.of(Checks.all(), exchange -> context, Baseline.none(), setting);
    }

    private static Set<String> findings(Run run) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.map(finding ->
                            finding.exchange() + " " + finding.check().id() + " " + finding.violation())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Answers as a model server would, whatever is asked. */
    private void permissive(HttpExchange exchange, JsonNode request) throws IOException {
        String id = "chatcmpl-" + ids.incrementAndGet();
        ObjectNode answer = JSON.createObjectNode().put("id", id);
        answer.put("object", "chat.completion").put("created", Instant.now().getEpochSecond());
        answer.put("model", "google/gemma-3-4b-it");
        ObjectNode usage = JSON.createObjectNode().put("prompt_tokens", 9);
        usage.put("completion_tokens", 1).put("total_tokens", 10);
        if (!request.path("stream").asBoolean(false) || !request.path("stream").isBoolean()) {
            ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
            choice.putObject("message").put("role", "assistant").put("content", "Ruby");
            choice.put("finish_reason", "stop");
            answer.set("usage", usage);
            send(exchange, 200, "application/json", answer.toString());
            return;
        }
        answer.put("object", "chat.completion.chunk");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put("role", "assistant").put("content", "Ruby");
        choice.putNull("finish_reason");
        String stream = "data: " + answer + "\n\n";
        choice.putObject("delta");
        choice.put("finish_reason", "stop");
        stream += "data: " + answer + "\n\n";
        JsonNode wanted = request.path("stream_options").path("include_usage");
        if (wanted.isBoolean() && wanted.booleanValue()) {
            answer.putArray("choices");
            answer.set("usage", usage);
            stream += "data: " + answer + "\n\n";
        }
        send(exchange, 200, "text/event-stream", stream + "data: [DONE]\n\n");
    }

    @Test
    void aServerThatTakesEverythingIsFoundOutInEveryKindAndInNothingElse() throws IOException {
        serve(this::permissive);
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.STANDARD).withoutKeys();
        long forbidden = probes.probes().stream()
                .filter(probe -> probe.probed().corrected() == dev.loupe.exchange.ProbeInfo.Says.FORBIDDEN)
                .count();

        Run run = run(probes, Map.of(), null);

        Set<String> accepted = findings(run).stream()
                .filter(ProbeSessionTest::isAccepted)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(accepted.stream().filter(finding -> finding.contains(" range.accepts-only-inside ")))
                .isNotEmpty()
                .allMatch(finding -> finding.contains("/null ") || finding.contains("/overflow "));
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(accepted).hasSize((int) forbidden).hasSizeGreaterThan(60);
        assertThat(requests.get()).isLessThan(150);
        assertThat(findings(run).stream()
                        .filter(finding -> !isAccepted(finding) && !finding.contains(" schema.response-published "))
                        // its one response has one count for every prompt
                        .filter(finding -> !finding.contains(" usage.prompt-count-known ")))
                .isEmpty();
    }

    private static boolean isAccepted(String finding) {
        return finding.contains(" range.rejects-outside ") || finding.contains(" range.accepts-only-inside ");
    }

    @Test
    void acceptedForbiddenValuesAreReportedForAProviderThatDoesNotDocumentRejections() throws IOException {
        serve(this::permissive);
        Run own = run(Thoroughness.STANDARD);
        Set<String> must = rangeFindings(own, "range.rejects-outside");
        Set<String> accepted = new TreeSet<>(must);
        accepted.addAll(rangeFindings(own, "range.accepts-only-inside"));
        provider = "llama-cpp";
        Run run = run(Thoroughness.STANDARD);

        assertThat(must).hasSizeGreaterThan(40);
        assertThat(rangeFindings(run, "range.accepts-only-inside")).isEqualTo(accepted);
        assertThat(rangeFindings(run, "range.rejects-outside")).isEmpty();
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    private static Set<String> rangeFindings(Run run, String check) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.filter(finding -> finding.check().id().equals(check))
                    .map(finding ->
                            finding.exchange() + " " + finding.violation().at())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theMarkdownReportHasParametersTimesUsageAndCommands() throws IOException {
        serve((exchange, request) -> {
            if (request.path("temperature").asDouble() > 2) {
                send(exchange, 400, "application/json", error("temperature is at most 2"));
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.SMOKE);
        RunReports.writeAll(run, folder.resolve("out"));
        String summary = Files.readString(folder.resolve("out/summary.md"));
        String page = Files.readString(folder.resolve("out/index.html"));

        assertThat(summary)
                .contains("| `/temperature` | number, 0 to 2 | rejected with 400: `2.0001` |")
                .contains("accepted, clamped or ignored, but forbidden: ")
                .contains("```sh\ncurl -sS -i -X POST " + url() + "/v1/chat/completions")
                .contains("responses have ")
                .containsPattern("\\| First byte \\|.* ms \\|")
                .containsPattern("\\| End of a non-streaming response \\|.* ms \\|")
                .containsPattern("\\| First token of a stream \\|.* ms \\|");
        assertThat(page).contains("First byte").contains("First token of a stream");
        Path again = folder.resolve("again");
        RunReports.writeAll(Run.open(folder.resolve("out/run.json")), again);
        assertThat(again.resolve("summary.md")).hasContent(summary);
    }

    @Test
    void nothingIsExpectedOfTheErrorsOfAnEndpointThatNoFileDescribes() throws IOException {
        provider = "openai-compatible";
        serve((exchange, request) -> {
            if (request.has("messages")) {
                permissive(exchange, request);
            } else {
                send(exchange, 400, "application/json", "{\"error\": {\"code\": 400, \"type\": \"bad\"}}");
            }
        });
        assertThat(findings(run(Thoroughness.SMOKE)))
                .anyMatch(finding -> finding.contains(" range.rejects-outside "))
                .noneMatch(finding -> finding.contains(" error."));
    }

    @Test
    void aRunThatIsReplayedFindsTheSame() throws IOException {
        serve((exchange, request) -> {
            if (request.path("temperature").asDouble(0) > 2) {
                send(exchange, 400, "application/json", "{\"error\":{\"message\":\"temperature\",\"type\":\"x\"}}");
            } else {
                permissive(exchange, request);
            }
        });
        Path record = folder.resolve("recorded");
        Run live = run(ProbePlan.of(GEMMA, "", Thoroughness.STANDARD).withoutKeys(), Map.of(), record);
        try (Recordings recordings = Recordings.open(List.of(record.toString()), InputStream.nullInputStream())) {
            Run offline = judged(
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length), List::of);
            assertThat(findings(offline)).isEqualTo(findings(live)).isNotEmpty();
            assertThat(offline.verdict()).isEqualTo(live.verdict());
        }
    }

    @Test
    void aRunGoesOnWhereABudgetEndedIt() throws IOException {
        serve(this::permissive);
        Path record = folder.resolve("recorded");
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.SMOKE).withoutKeys();
        most = 6;
        Run first = run(probes, Map.of(), record);

        assertThat(requests.get()).isEqualTo(6);
        assertThat(first.summary().counts().exchanges()).isEqualTo(6);
        assertThat(first.end().incomplete())
                .containsExactly(new IncompleteReason.NotSent(
                        probes.requests() - 6, probes.requests(), new NotSentReason.RequestLimit(6)));

        most = Integer.MAX_VALUE;
        requests.set(0);
        TargetEndpoint target = TargetEndpoint.at(url(), null, "LOUPE_KEY", Map.of());
        Map<Exchange.Id, Exchange> answered =
                ExchangeRecorder.earlier(record, PlannedRequests.of(probes, null), target);
        Run second = run(probes, answered, record);
        assertThat(answered).hasSize(6);
        assertThat(requests.get()).isEqualTo(probes.requests() - 6);
        assertThat(second.summary().counts().exchanges()).isEqualTo(probes.requests());
        assertThat(second.end().incomplete()).isEmpty();
    }

    @Test
    void anEndpointThatEndsIsInconclusiveAndTheDecisionsBeforeRemain() throws IOException {
        serve((exchange, request) -> {
            permissive(exchange, request);
            if (requests.get() >= 30) {
                server.stop(0);
            }
        });
        Run run = run(Thoroughness.STANDARD);
        assertThat(run.end().incomplete()).singleElement().isInstanceOf(IncompleteReason.EndpointLost.class);
        assertThat(run.summary().counts().exchanges()).isBetween(25, 60);
        assertThat(findings(run)).isNotEmpty();
    }

    private static boolean isStop(JsonNode request) {
        return request.path("stop").asText().equals("7");
    }

    @Test
    void aRequestThatEndsTheServerForGoodIsNamed() throws IOException {
        serve((exchange, request) -> {
            if (isStop(request)) {
                server.stop(0);
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.SMOKE);
        assertThat(run.verdict()).isNotEqualTo(Verdict.CONFORMANT);
        assertThat(run.end().incomplete().getFirst().message())
                .contains("the endpoint was lost")
                .contains("stop/comes-up");
        assertThat(findings(run)).noneMatch(finding -> finding.contains("transport."));
    }

    private void endingAndStartingAgain(HttpExchange exchange, JsonNode request) throws IOException {
        if (!isStop(request)) {
            permissive(exchange, request);
            return;
        }
        int port = server.getAddress().getPort();
        server.stop(0);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        serve(this::endingAndStartingAgain);
        server.start();
    }

    @Test
    void aRequestThatEndsAServerThatStartsAgainIsAViolationAndTheRunGoesOn() throws IOException {
        serve(this::endingAndStartingAgain);
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.SMOKE).withoutKeys();
        Run run = run(probes, Map.of(), null);
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(run.end().incomplete()).isEmpty();
        assertThat(run.summary().counts().exchanges()).isEqualTo(probes.requests());
        // a request that another one was sent with may find its connection closed: transport.keeps-idle, INFO
        assertThat(findings(run).stream()
                        .filter(finding ->
                                finding.contains("transport.responds") || finding.contains("transport.survives")))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("stop/comes-up "));
    }

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
                        new ParallelSender(sender, Budget.unlimited(), 2, exchange -> 0),
                        PlannedRequests.of(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE), null),
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
                .contains("(connection to 127.0.0.1:", " refused; is the endpoint running on this port?)");
    }

    @Test
    void aRejectionDoesNotCountWhereTheRequestWithoutTheMutationIsRejectedToo() throws IOException {
        serve((exchange, request) -> {
            if (request.path("messages").path(0).path("content").isArray()) {
                send(exchange, 400, "application/json", "{\"error\":{\"message\":\"text only\",\"type\":\"x\"}}");
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.STANDARD);
        Set<String> held = new TreeSet<>();
        try (var rows = run.exchanges()) {
            rows.filter(row -> row.id().value().startsWith("messages.user.content.array."))
                    .flatMap(row -> row.decision().reasons().stream()
                            .filter(said -> said.check().equals("range.rejects-outside"))
                            .map(said -> said.why()))
                    .forEach(held::add);
        }
        assertThat(held).anyMatch(why -> why.contains("is rejected too"));
    }

    @Test
    void aWrongKeyThatGets400IsOneDefectAndNotARangeToo() throws IOException {
        key = "key-of-this-test";
        serve((exchange, request) -> {
            if (("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
                permissive(exchange, request);
            } else {
                send(exchange, 400, "application/json", error("no such key"));
            }
        });
        Run run = run(ProbePlan.of(GEMMA, "", Thoroughness.STANDARD), Map.of(), null);

        assertThat(findings(run))
                .filteredOn(finding -> finding.startsWith("authorization/"))
                .anyMatch(finding -> finding.contains(" error.unauthorized "))
                .noneMatch(finding -> finding.contains(" range."));
    }

    @Test
    void anAcceptedForbiddenValueIsOneFindingWhateverTheResponse() throws IOException {
        serve((exchange, request) -> {
            if (request.has("model")) {
                permissive(exchange, request);
            } else {
                send(exchange, 200, "application/json", "{\"choices\": []}");
            }
        });
        Run run = run(Thoroughness.STANDARD);

        assertThat(findings(run))
                .filteredOn(finding -> finding.startsWith("model/missing "))
                .singleElement()
                .asString()
                .contains(" range.rejects-outside ");
    }

    @Test
    void anOverloadedEndpointReceivesNoFurtherRequests() throws IOException {
        serve((exchange, request) -> {
            if (requests.get() <= 15) {
                permissive(exchange, request);
            } else {
                send(exchange, 429, "application/json", error("slow down"));
            }
        });
        Run run = run(Thoroughness.STANDARD);

        // fifteen, ten that are turned away each time they are tried, and what is on its way then
        assertThat(requests.get()).isBetween(25, 45);
        assertThat(run.end().incomplete())
                .singleElement()
                .isInstanceOfSatisfying(IncompleteReason.Overloaded.class, overloaded -> assertThat(overloaded.status())
                        .isEqualTo(429));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529})
    void probesThatReceiveAStatusOfOverloadAreInconclusive(int status) throws IOException {
        serve((exchange, request) -> {
            if (requests.get() <= 2) {
                permissive(exchange, request);
            } else {
                send(exchange, status, "text/html", "<html>gateway</html>");
            }
        });
        Set<String> chosen = new HashSet<>(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE).withoutKeys().probes().stream()
                .map(Probe::id)
                .limit(8)
                .toList());
        Run run = run(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE).withoutKeys().only(chosen::contains), Map.of(), null);

        assertThat(run.summary().counts().failing()).isZero();
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.runVerdict().reasons())
                .extracting(RunVerdict.Reason::kind)
                .contains(RunVerdict.Kind.PROBE_UNANSWERED);
    }

    private static String error(String message) {
        return JSON.createObjectNode()
                .set(
                        "error",
                        JSON.createObjectNode()
                                .put("message", message)
                                .put("type", "t")
                                .putNull("param")
                                .putNull("code"))
                .toString();
    }

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
        Run run = run(
                ProbePlan.of(GEMMA, "", Thoroughness.FULL).withoutKeys().only("max_tokens/five"::equals),
                Map.of(),
                null);
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
        return run(Thoroughness.STANDARD).summary().groups().byWeight().stream()
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
        assertThat(failures(time -> time == 1)).isEqualTo("1 1 of 3 (6-79 %)");
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
        run(ProbePlan.of(GEMMA, "", Thoroughness.FULL).withoutKeys().only("max_tokens/five"::equals), Map.of(), record);

        try (Stream<Path> files = Files.list(record)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsSubsequence("0005-max_tokens-five.json", "0005~max_tokens-five-2.json");
        }
    }
}
