package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each Java block of docs/client.md compiles with its imports, for a generated client, and runs against a server. */
class ClientPageTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");
    private static final Pattern IMPORTS = Pattern.compile("(?m)^import .*\\n");
    private static final String PACKAGE = "com.acme.chat";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The annotations of the block for Quarkus, which only compiles. */
    private static final Map<String, String> STUBS = Map.of(
            "jakarta/enterprise/inject/Produces.java",
            "package jakarta.enterprise.inject; public @interface Produces {}",
            "jakarta/inject/Singleton.java",
            "package jakarta.inject; public @interface Singleton {}",
            "org/eclipse/microprofile/config/inject/ConfigProperty.java",
            "package org.eclipse.microprofile.config.inject; public @interface ConfigProperty { String name(); }");

    @TempDir
    Path folder;

    private final List<JsonNode> requests = new ArrayList<>();

    @Test
    void everyBlockCompilesAndRuns() throws IOException, ReflectiveOperationException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path photo =
                Files.write(folder.resolve("photo.png"), "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        List<String> blocks = blocks(url, photo);
        Map<String, String> files = new TreeMap<>(STUBS);
        files.putAll(sources(ROOT.resolve("src/client-chat/src/main/java")));
        files.putAll(ClientGenerator.generate(
                        ClientGenerator.contract(ROOT.resolve("openapi/gemma-3.json"), List.of()),
                        new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY))
                .files());
        for (int i = 0; i < blocks.size(); i++) {
            files.put("documented/Block" + i + ".java", source(i, blocks.get(i)));
        }
        try (CompiledClient compiled = CompiledClient.of(files, PACKAGE, folder.resolve("classes"))) {
            Object client = compiled.connected("AcmeClient", url);
            Object request = compiled.read(
                    "ChatRequest",
                    "{\"model\":\"google/gemma-3-4b-it\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            for (int i = 0; i < blocks.size(); i++) {
                Class<?> block = request.getClass().getClassLoader().loadClass("documented.Block" + i);
                if (!isClass(blocks.get(i))) {
                    block.getMethod("run", client.getClass(), request.getClass())
                            .invoke(null, client, request);
                }
            }
        } finally {
            server.stop(0);
        }
        assertThat(blocks).hasSize(7);
        // a call and a stream, structured output, a tool with its result, two turns of a conversation
        assertThat(requests).hasSize(7);
        assertThat(requests.get(1).path("stream").asBoolean()).isTrue();
        assertThat(requests.get(2).at("/response_format/json_schema/schema/required"))
                .hasSize(4);
        assertThat(requests.get(4).at("/messages/2/content").asText()).isEqualTo("{\"celsius\":21}");
        assertThat(requests.get(6).at("/messages/2/content/1/image_url/url").asText())
                .startsWith("data:image/png;base64,");
    }

    private static List<String> blocks(String url, Path photo) throws IOException {
        Matcher found = JAVA.matcher(Files.readString(ROOT.resolve("docs/client.md")));
        List<String> blocks = new ArrayList<>();
        while (found.find()) {
            blocks.add(found.group(1)
                    .replace(".apiKey(System.getenv(\"ACME_API_KEY\"))", ".baseUrl(\"" + url + "\").apiKey(\"key\")")
                    .replace("System.getenv(\"AZURE_KEY\")", "\"key\"")
                    .replace("\"photo.png\"", JSON.writeValueAsString(photo.toString())));
        }
        return blocks;
    }

    private static boolean isClass(String block) {
        return block.contains("\nclass ");
    }

    /** A class with the block as its method; the parameters are those variables that the block does not declare. */
    private static String source(int number, String block) {
        String body = IMPORTS.matcher(block).replaceAll("");
        String head = block.substring(0, block.length() - body.length());
        if (isClass(block)) {
            return "package documented;\n" + head + body.replaceFirst("(?m)^class \\w+", "class Block" + number);
        }
        return "package documented;\n" + head + "public final class Block" + number
                + " {\n    public static void run(" + PACKAGE + ".AcmeClient "
                + (body.contains("AcmeClient client =") ? "other" : "client") + ", " + PACKAGE + ".model.ChatRequest "
                + (body.contains("ChatRequest request =") ? "otherRequest" : "request") + ") {\n" + body + "    }\n}\n";
    }

    private static Map<String, String> sources(Path root) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }

    private void respond(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        boolean stream = request.path("stream").asBoolean();
        byte[] body = (stream ? "data: " + chunk() + "\n\ndata: [DONE]\n\n" : "{\"choices\":[" + choice(request) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String chunk() {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}";
    }

    private static String choice(JsonNode request) throws IOException {
        if (request.has("tools") && request.path("messages").size() == 1) {
            return "{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                    + "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}}]}}";
        }
        String content = request.has("response_format")
                ? "{\"name\":\"Ada\",\"age\":36,\"email\":null,\"hobbies\":[\"math\"]}"
                : "Hi";
        return "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
                + JSON.writeValueAsString(content) + "}}";
    }
}
