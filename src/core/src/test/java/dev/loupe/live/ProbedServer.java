package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.check.CheckContext;
import dev.loupe.check.rules.Checks;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.engine.FlakinessPolicy;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfiles;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small server that a test makes odd in one way, and whole runs against it. */
abstract class ProbedServer {
    static final ObjectMapper JSON = new ObjectMapper();
    static final ContractSchemas GEMMA =
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow());
    static final Timeouts PATIENT = new Timeouts(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            1,
            Duration.ZERO);

    @TempDir
    Path folder;

    HttpServer server;
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger ids = new AtomicInteger();
    int most = Integer.MAX_VALUE;
    String key;
    String provider = "openai";
    int concurrency = 4;
    ConnectionSettings connections = ConnectionSettings.direct(null);

    /** Another URL than that of the server; null for that. */
    String address;

    /** Read before each request is sent. */
    InstantSource clock = InstantSource.system();

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

    interface Answering {
        void answer(HttpExchange exchange, JsonNode request) throws IOException;
    }

    void serve(Answering answering) {
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

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Run run(Thoroughness level) throws IOException {
        return run(ProbePlan.of(GEMMA, "", level, false), Map.of(), null);
    }

    Run run(ProbePlan probes, Map<Exchange.Id, Exchange> answered, Path record) throws IOException {
        List<PlannedRequest> plan = PlannedRequests.of(probes);
        TargetEndpoint target = TargetEndpoint.at(address == null ? url() : address, key, "LOUPE_KEY", Map.of());
        Redactor redactor = Redactor.of("LOUPE_KEY");
        ExchangeRecorder recorder = record == null ? null : new ExchangeRecorder(record, plan);
        try (RequestSender sender =
                new RequestSender(target, provider, PATIENT, RateLimiter.unlimited(), clock, connections)) {
            Budget budget = new Budget(most, Double.MAX_VALUE, Duration.ofMinutes(5));
            ParallelSender dispatch = new ParallelSender(sender, budget, concurrency, Pricing.NONE);
            FlakinessPolicy doubts = new FlakinessPolicy(plan(), 3);
            Repeats again = new Repeats(doubts::wantsRepeat, doubts::onRepeat, 3);
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

    /** Judges the recordings of a folder. */
    Run replay(Path recorded) throws IOException {
        try (Recordings recordings = Recordings.open(List.of(recorded.toString()), InputStream.nullInputStream())) {
            return judged(
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length), List::of);
        }
    }

    <T> Run judged(RunInput<T> records, java.util.function.Supplier<List<IncompleteReason>> incomplete)
            throws IOException {
        Path journal = Files.createTempFile(folder, "journal", ".ndjson");
        return RunEngine.run(plan(), records, journal, row -> {}, incomplete);
    }

    RunPlan plan() {
        RunEnvironment setting = new RunEnvironment("0", "", "a test", 1, InstantSource.fixed(Instant.EPOCH));
        CheckContext context =
                new CheckContext(GEMMA, ProviderProfiles.named(provider).orElseThrow());
        return RunPlan.of(Checks.all(), exchange -> context, Baseline.none(), setting);
    }

    static Set<String> findings(Run run) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.map(finding ->
                            finding.exchange() + " " + finding.check().id() + " " + finding.violation())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Answers as a model server would, whatever is asked. */
    void permissive(HttpExchange exchange, JsonNode request) throws IOException {
        String id = "chatcmpl-" + ids.incrementAndGet();
        // its one token fills a limit of one
        boolean limited = Stream.of("max_tokens", "max_completion_tokens")
                .anyMatch(limit -> request.path(limit).asInt(0) == 1);
        String finish = limited ? "length" : "stop";
        ObjectNode answer = JSON.createObjectNode().put("id", id);
        answer.put("object", "chat.completion").put("created", Instant.now().getEpochSecond());
        answer.put("model", "google/gemma-3-4b-it");
        ObjectNode usage = JSON.createObjectNode().put("prompt_tokens", 9);
        usage.put("completion_tokens", 1).put("total_tokens", 10);
        if (!request.path("stream").asBoolean(false) || !request.path("stream").isBoolean()) {
            ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
            choice.putObject("message").put("role", "assistant").put("content", "Ruby");
            choice.put("finish_reason", finish);
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
        choice.put("finish_reason", finish);
        stream += "data: " + answer + "\n\n";
        JsonNode wanted = request.path("stream_options").path("include_usage");
        if (wanted.isBoolean() && wanted.booleanValue()) {
            answer.putArray("choices");
            answer.set("usage", usage);
            stream += "data: " + answer + "\n\n";
        }
        send(exchange, 200, "text/event-stream", stream + "data: [DONE]\n\n");
    }

    static String error(String message) {
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

    /** The request that the ending servers of the tests end with. */
    static boolean isStop(JsonNode request) {
        return request.path("stop").asText().equals("7");
    }

    static List<String> transport(Run run) {
        return findings(run).stream()
                .filter(finding -> finding.contains(" transport."))
                .toList();
    }

    void endingForGood(HttpExchange exchange, JsonNode request) throws IOException {
        if (isStop(request)) {
            server.stop(0);
        } else {
            permissive(exchange, request);
        }
    }

    static String lost(Run run) {
        return run.end().incomplete().getFirst().message();
    }
}
