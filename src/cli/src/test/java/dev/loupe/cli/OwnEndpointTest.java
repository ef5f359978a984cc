package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first run against a server of one's own, which no contract and no profile describes. */
class OwnEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As FastAPI writes it: OpenAPI 3.1, unions with null, an open role, and no schema of the response. */
    private static final String OWN_CONTRACT =
            """
            {"openapi": "3.1.0", "info": {"title": "FastAPI", "version": "0.1.0"}, "paths": {"/v1/chat/completions": {"post": {
              "operationId": "create_chat_completion_v1_chat_completions_post",
              "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}}},
              "responses": {"200": {"description": "Successful Response", "content": {"application/json": {"schema": {}}, "text/event-stream": {}}},
                "400": {"description": "Bad Request", "content": {"application/json": {"schema": {"type": "object"}}}}}}}},
             "components": {"schemas": {
              "User": {"type": "object", "title": "User", "required": ["role", "content"], "properties": {"role": {"type": "string", "const": "user"}, "content": {"type": "string"}}},
              "Custom": {"type": "object", "title": "Custom", "required": ["role"], "properties": {"role": {"type": "string"}, "content": {"type": "string"}}},
              "Request": {"type": "object", "title": "Request", "required": ["messages"], "additionalProperties": true, "properties": {
                "messages": {"type": "array", "title": "Messages", "items": {"anyOf": [{"$ref": "#/components/schemas/User"}, {"$ref": "#/components/schemas/Custom"}]}},
                "model": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Model"},
                "temperature": {"anyOf": [{"type": "number", "maximum": 2}, {"type": "null"}], "title": "Temperature"}}}}}}
            """;

    private HttpServer server;
    private ExecutorService threads;
    private String path = "/v1/chat/completions";
    private int totalOffBy;
    private boolean strict = true;
    private final AtomicInteger ids = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] received = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().equals("/openapi.json")) {
            send(exchange, 200, "application/json", OWN_CONTRACT);
        } else if (!exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, 404, "application/json", "{\"detail\":\"Not Found\"}");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 405, "application/json", "{\"detail\":\"Method Not Allowed\"}");
        } else {
            chat(exchange, parsed(received));
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException invalid) {
            return JSON.missingNode();
        }
    }

    private void chat(HttpExchange exchange, JsonNode request) throws IOException {
        boolean valid = request.path("messages").isArray()
                && !request.path("messages").isEmpty()
                && request.path("messages")
                        .path(0)
                        .path("role")
                        .asText()
                        .matches("system|developer|user|assistant|tool")
                && request.path("messages").path(0).path("content").isTextual()
                && request.path("model").asText("").equals("own-model")
                && request.path("temperature").asDouble() <= 2;
        if (strict && !valid) {
            send(exchange, 400, "application/json", "{\"error\":{\"message\":\"invalid request\"}}");
            return;
        }
        ObjectNode response = JSON.createObjectNode();
        response.put("id", "chatcmpl-of-" + Integer.toHexString(ids.incrementAndGet() + 0x1000000));
        response.put("created", Instant.now().getEpochSecond()).put("model", "own-model");
        ObjectNode usage = JSON.createObjectNode();
        usage.put("prompt_tokens", 14).put("completion_tokens", 1).put("total_tokens", 15 + totalOffBy);
        if (request.path("stream").asBoolean()) {
            stream(
                    exchange,
                    response,
                    request.path("stream_options").path("include_usage").asBoolean(),
                    usage);
            return;
        }
        response.put("object", "chat.completion").set("usage", usage);
        ObjectNode choice =
                response.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", "Ruby");
        send(exchange, 200, "application/json", response.toString());
    }

    private static void stream(HttpExchange exchange, ObjectNode chunk, boolean withUsage, ObjectNode usage)
            throws IOException {
        chunk.put("object", "chat.completion.chunk");
        ObjectNode choice =
                chunk.putArray("choices").addObject().put("index", 0).putNull("finish_reason");
        choice.putObject("delta").put("role", "assistant").put("content", "Ruby");
        StringBuilder events = new StringBuilder("data: " + chunk + "\n\n");
        choice.put("finish_reason", "stop").putObject("delta");
        events.append("data: ").append(chunk).append("\n\n");
        if (withUsage) {
            chunk.putArray("choices");
            chunk.set("usage", usage);
            events.append("data: ").append(chunk).append("\n\n");
        }
        send(exchange, 200, "text/event-stream", events + "data: [DONE]\n\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String base, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[more.length + 3];
        arguments[0] = "run";
        arguments[1] = "--against";
        arguments[2] = url() + base;
        System.arraycopy(more, 0, arguments, 3, more.length);
        int code = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void aUrlAndAModelAreEnough() {
        Ended run = run("/v1", "--model", "own-model", "--probes", "baseline/*");
        assertThat(run.out()).contains("CONFORMANT");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.SUCCESS);
        totalOffBy = 1;
        Ended broken = run("/v1", "--model", "own-model", "--probes", "baseline/*");
        assertThat(broken.out()).contains("total_tokens is 16, expected 15");
        assertThat(broken.code()).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void whatTheServerDoesNotStateIsNoMust() {
        strict = false;
        Ended run = run("/v1", "--model", "own-model", "--probes", "temperature/*");
        assertThat(run.out())
                .containsPattern("(?s)SHOULD temperature .{0,80} accepted.{0,200}range.accepts-only-inside");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.SUCCESS);
        Ended own =
                run("/v1", "--model", "own-model", "--probes", "temperature*", "--contract", url() + "/openapi.json");
        assertThat(own.err()).contains("MUST provider range.rejects-outside temperature");
        assertThat(own.code()).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void theOwnContractIsReadFromTheEndpoint() {
        Ended run = run("/v1", "--model", "own-model", "--probes", "messages*", "--contract", url() + "/openapi.json");
        assertThat(run.out()).doesNotContain("role \"a\"").contains("CONFORMANT");
        assertThat(run.code()).isEqualTo(ExitCode.SUCCESS);
        Ended none = run("/v1", "--model", "own-model", "--contract", url() + "/missing.json");
        assertThat(none.err()).contains("--contract: " + url() + "/missing.json: status 404, expected 200");
        assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void withoutAContractTheProtocolIsChecked() {
        totalOffBy = 1;
        strict = false;
        Ended run = run("/v1", "--model", "own-model", "--contract", "none", "--level", "smoke");
        assertThat(run.out()).contains("usage.total-is-sum").doesNotContain("schema.", "temperature");
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void aPathWithoutTheVersionIsFoundAndReported() {
        path = "/chat/completions";
        Ended run = run("/v1", "--model", "own-model", "--probes", "baseline/*");
        assertThat(run.err())
                .contains(url() + "/v1/chat/completions responded with 404; the requests go to " + url()
                        + "/chat/completions");
        assertThat(run.out()).contains("CONFORMANT");
        assertThat(run.code()).isEqualTo(ExitCode.SUCCESS);
    }

    @Test
    void aMissingModelIsNamedBeforeAnythingIsSent() {
        Ended run = run("/v1");
        assertThat(run.err()).contains("--model is missing");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ids.get()).isZero();
    }
}
