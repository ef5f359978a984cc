package dev.loupe.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A started provider and a client of it. */
public final class Endpoint implements AutoCloseable {
    public static final String SMALL = "google/gemma-3-4b-it";
    public static final String LARGE = "google/gemma-3-27b-it";
    public static final String NANO = "google/gemma-3n-e4b-it";
    private static final JsonMapper JSON = new JsonMapper();

    public final ReferenceProvider provider;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(10)).build();

    private Endpoint(ReferenceProvider provider) {
        this.provider = provider;
    }

    public static Endpoint start(UnaryOperator<ServeOptions> options) {
        return new Endpoint(ReferenceProvider.start(options.apply(ServeOptions.defaults())));
    }

    public static Endpoint start() {
        return start(options -> options);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + text, notJson);
        }
    }

    /** The smallest valid request, with more members given as JSON without the outer braces. */
    public static String ask(String model, String question, String more) {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", question);
        if (!more.isEmpty()) {
            request.setAll((ObjectNode) json("{" + more + "}"));
        }
        return request.toString();
    }

    public static String ask(String question, String more) {
        return ask(SMALL, question, more);
    }

    public HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(provider.url() + path))
                .timeout(Duration.ofMinutes(10))
                .header("content-type", "application/json")
                .header("authorization", "Bearer a-key")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/v1/chat/completions", body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The answer of a request that is answered well. */
    public JsonNode answer(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    public String text(String body) throws IOException, InterruptedException {
        return answer(body).at("/choices/0/message/content").asText();
    }

    /** The data of each event, [DONE] included. */
    public static List<String> data(String stream) {
        List<String> data = new ArrayList<>();
        for (String frame : stream.split("\n\n", -1)) {
            if (frame.startsWith("data: ")) {
                data.add(frame.substring("data: ".length()));
            }
        }
        return data;
    }

    /** The chunks of a stream, [DONE] left out. */
    public static List<JsonNode> chunks(String stream) {
        return data(stream).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(Endpoint::json)
                .toList();
    }

    /** The text that a stream spells out. */
    public static String joined(String stream) {
        StringBuilder text = new StringBuilder();
        chunks(stream)
                .forEach(chunk ->
                        text.append(chunk.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    @Override
    public void close() {
        provider.close();
    }
}
