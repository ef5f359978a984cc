package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generates a client for each spec of a folder, compiles it without warnings, sends sample requests of the spec over HTTP, and reads sample
 * responses and chunks. Nothing may be lost. {@code -Dloupe.specs=FOLDER} tests other specs.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ClientSamplesTest {
    private static final String PACKAGE = "com.acme.chat";
    private static final ClientOptions OPTIONS =
            new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY);
    private static final String SMALLEST =
            """
            {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/chat/completions": {"post": {
              "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"messages": {}}}}}},
              "responses": {"200": {"description": ""}}}}}}
            """;

    /** Enough for each branch of a union with that many branches. */
    private static final int VARIANTS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private CompiledClient base;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private HttpServer server;

    private int clients;
    private volatile JsonNode received = SpecSamples.JSON.nullNode();
    private volatile String response = "";
    private volatile String contentType = "application/json";

    @BeforeAll
    void start() throws IOException {
        base = CompiledClient.of(
                ClientGenerator.generate(Contracts.loadAsIs(SMALLEST, "smallest.json"), OPTIONS)
                        .files(),
                PACKAGE,
                folder.resolve("base"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received = SpecSamples.JSON.readTree(exchange.getRequestBody());
            byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    void stop() throws IOException {
        server.stop(0);
        base.close();
    }

    @TestFactory
    Stream<DynamicTest> nothingOfTheSamplesIsLost() throws IOException {
        String chosen = System.getProperty("loupe.specs");
        if (chosen == null) {
            return SpecVariants.all().entrySet().stream()
                    .map(variant -> DynamicTest.dynamicTest(
                            variant.getKey(),
                            () -> test(
                                    () -> Contracts.loadAsIs(variant.getValue().toString(), "openapi.json"))));
        }
        try (Stream<Path> all = Files.walk(Path.of(chosen))) {
            return all
                    .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> test(() -> Contracts.loadAsIs(file))));
        }
    }

    private void test(Supplier<Contract> spec) throws Exception {
        Contract contract = spec.get();
        Generated generated = ClientGenerator.generate(contract, OPTIONS);
        assertThat(ClientGenerator.generate(spec.get(), OPTIONS).files()).isEqualTo(generated.files());
        clients++;
        try (CompiledClient client = base.with(generated.files(), folder.resolve("client-" + clients))) {
            Object connection = client.connected(
                    "AcmeClient", "http://127.0.0.1:" + server.getAddress().getPort(), client.parameters("AcmeClient"));
            sendRequests(client, connection, contract.corrected(), generated.path());
            readResponses(client, connection, contract.corrected(), generated.path());
            readChunks(client, connection, contract.corrected(), generated.path());
        }
    }

    private void sendRequests(CompiledClient client, Object connection, JsonNode document, String path)
            throws Exception {
        ChatOperation operation = ChatOperation.of("spec", SchemaReferences.corrected(document), path);
        JsonNode node = document.path("paths").path(path).path("post");
        List<JsonNode> documented = SpecSamples.documented(node);
        node.path("requestBody").path("content").forEach(type -> documented.addAll(SpecSamples.examples(type)));
        for (JsonNode sample : documented) {
            send(connection, client, sample);
            send(unvalidated(connection), client, SpecSamples.withUnknown(sample));
        }
        SpecSamples samples = new SpecSamples(document);
        for (int variant = 0; variant < VARIANTS; variant++) {
            JsonNode sample = samples.value(operation.request(), variant);
            if (sample.isObject()) {
                send(unvalidated(connection), client, sample);
                send(unvalidated(connection), client, SpecSamples.withUnknown(sample));
            }
        }
    }

    private static Object unvalidated(Object connection) throws ReflectiveOperationException {
        Consumer<Object> change = options -> {
            try {
                options.getClass().getMethod("validate", boolean.class).invoke(options, false);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
        return connection.getClass().getMethod("withOptions", Consumer.class).invoke(connection, change);
    }

    private void send(Object connection, CompiledClient client, JsonNode sample) throws Exception {
        response = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}";
        contentType = "application/json";
        Object request = client.read("ChatRequest", sample.toString());
        readAll(request);
        connection.getClass().getMethod("create", client.model("ChatRequest")).invoke(connection, request);
        assertSame("request", received, withoutStream(received, sample));
    }

    /** A non-streaming call sets {@code stream} to false. */
    private static JsonNode withoutStream(JsonNode received, JsonNode sample) {
        if (sample.path("stream").asBoolean()) {
            ObjectNode copy = sample.deepCopy();
            copy.set("stream", received.path("stream"));
            return copy;
        }
        return sample;
    }

    private void readResponses(CompiledClient client, Object connection, JsonNode document, String path)
            throws Exception {
        ChatOperation operation = ChatOperation.of("spec", SchemaReferences.corrected(document), path);
        boolean choices = operation.response().isMissingNode()
                || Stream.of(client.model("ChatCompletion").getMethods())
                        .anyMatch(method -> method.getName().equals("choices"));
        for (JsonNode sample : samples(document, operation.response(), path, "application/json")) {
            response = sample.toString();
            contentType = "application/json";
            boolean complete = choices ? !sample.path("choices").isEmpty() : !sample.isEmpty();
            Object completion = complete
                    ? connection
                            .getClass()
                            .getMethod("create", client.model("ChatRequest"))
                            .invoke(unvalidated(connection), client.read("ChatRequest", "{}"))
                    : client.read("ChatCompletion", response);
            readAll(completion);
            assertSame("response", SpecSamples.JSON.readTree(CompiledClient.toJson(completion)), sample);
        }
    }

    private void readChunks(CompiledClient client, Object connection, JsonNode document, String path) throws Exception {
        ChatOperation operation = ChatOperation.of("spec", SchemaReferences.corrected(document), path);
        for (JsonNode sample : samples(document, operation.chunk(), path, "text/event-stream")) {
            Object chunk = client.read("ChatCompletionChunk", sample.toString());
            readAll(chunk);
            assertSame("chunk", SpecSamples.JSON.readTree(CompiledClient.toJson(chunk)), sample);
            if (sample.path("choices").path(0).path("delta").isObject()) {
                readStream(client, connection, sample);
            }
        }
    }

    private void readStream(CompiledClient client, Object connection, JsonNode sample) throws Exception {
        response = "data: " + sample
                + "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        contentType = "text/event-stream";
        try (AutoCloseable stream = (AutoCloseable) connection
                .getClass()
                .getMethod("stream", client.model("ChatRequest"))
                .invoke(unvalidated(connection), client.read("ChatRequest", "{}"))) {
            Object first = ((Iterable<?>) stream).iterator().next();
            assertSame("event", SpecSamples.JSON.readTree(CompiledClient.toJson(first)), sample);
        }
    }

    private static List<JsonNode> samples(JsonNode document, JsonNode schema, String path, String type) {
        SpecSamples values = new SpecSamples(document);
        List<JsonNode> samples = new ArrayList<>();
        document.path("paths")
                .path(path)
                .path("post")
                .path("responses")
                .forEach(response -> samples.addAll(
                        SpecSamples.examples(response.path("content").path(type))));
        for (int variant = 0; variant < VARIANTS && !schema.isMissingNode(); variant++) {
            JsonNode value = values.value(schema, variant);
            if (value.isObject()) {
                samples.add(value);
            }
        }
        List<JsonNode> all = new ArrayList<>(samples);
        samples.forEach(sample -> all.add(SpecSamples.withUnknown(sample)));
        return all;
    }

    /** Calls every accessor of a value and of the values in it. */
    private static void readAll(Object value) throws ReflectiveOperationException {
        if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            for (Object item : items) {
                readAll(item);
            }
        } else if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                readAll(optional.get());
            }
        } else if (value.getClass().getName().startsWith(PACKAGE)) {
            for (var method : value.getClass().getDeclaredMethods()) {
                boolean accessor = method.getParameterCount() == 0
                        && Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.getName().equals("toBuilder");
                if (accessor) {
                    readAll(method.invoke(value));
                }
            }
        }
    }

    private static void assertSame(String what, JsonNode actual, JsonNode expected) {
        assertThat(normal(actual)).as("%s of %s", what, expected).isEqualTo(normal(expected));
    }

    /** Numbers by value: 3 is 3.0. */
    private static JsonNode normal(JsonNode value) {
        if (value.isNumber()) {
            return SpecSamples.JSON
                    .getNodeFactory()
                    .numberNode(value.decimalValue().stripTrailingZeros());
        }
        JsonNode copy = value.deepCopy();
        if (copy instanceof ObjectNode object) {
            value.properties().forEach(property -> object.set(property.getKey(), normal(property.getValue())));
        } else if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, normal(array.get(i)));
            }
        }
        return copy;
    }
}
