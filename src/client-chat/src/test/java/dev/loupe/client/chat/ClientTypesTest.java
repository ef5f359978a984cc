package dev.loupe.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the types of a client, over HTTP. */
class ClientTypesTest {
    record Answer(int number, Optional<String> unit) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> responses = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private GemmaClient client;
    private final Gemma3Request request = Gemma3Request.builder()
            .model(Gemma3Model.GEMMA_3_4B_IT)
            .user("What is 6 times 7?")
            .temperature(0.5)
            .build();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode received = JSON.readTree(exchange.getRequestBody());
            requests.add(received);
            boolean stream = received.path("stream").asBoolean();
            byte[] body = (stream
                            ? events(responses.remove(0))
                            : responses.remove(0).toString())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = GemmaClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey("k")
                .build();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The content in chunks of one character. */
    private static String events(JsonNode response) {
        StringBuilder events = new StringBuilder();
        for (char c : response.at("/choices/0/message/content").asText().toCharArray()) {
            ObjectNode chunk = JSON.createObjectNode().put("id", "x").put("object", "chat.completion.chunk");
            chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putObject("delta")
                    .put("content", String.valueOf(c));
            events.append("data: ").append(chunk).append("\n\n");
        }
        return events
                + "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n";
    }

    @Test
    void aTypedResponseIsAValue() {
        responses.add(Responses.text("{\"number\":42,\"unit\":null}"));
        assertThat(StructuredOutput.of(Answer.class).ask(request, client::create))
                .isEqualTo(new Answer(42, Optional.empty()));
        assertThat(requests.get(0).at("/response_format/json_schema/schema/required"))
                .hasSize(2);
        assertThat(requests.get(0).path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(requests.get(0).at("/messages/0/content").asText()).isEqualTo("What is 6 times 7?");
    }

    @Test
    void aStreamIsAValueWhenItIsComplete() {
        responses.add(Responses.text("{\"number\":42,\"unit\":\"m\"}"));
        StructuredOutput<Answer> output = StructuredOutput.of(Answer.class);
        try (ChatStream stream = client.stream(output.addTo(request))) {
            assertThat(output.read(stream.completion())).isEqualTo(new Answer(42, Optional.of("m")));
        }
    }

    @Test
    void toolsAndConversationsUseTypedRequests() {
        responses.add(Responses.calls("c1", "multiply", "{\"number\":6,\"unit\":null}"));
        responses.add(Responses.text("42"));
        responses.add(Responses.text("Yes."));
        Tool<Answer> multiply = Tool.of("multiply", "Times 7", Answer.class, answer -> answer.number() * 7);
        ToolLoop.Result<Gemma3Request, ChatCompletion> result =
                ToolLoop.builder().tool(multiply).build().run(request, client::create);
        assertThat(result.response().text()).contains("42");
        assertThat(requests.get(1).path("messages")).hasSize(3);
        assertThat(requests.get(1).at("/messages/2")).isEqualTo(Messages.toolResult("c1", "42"));

        Conversation<Gemma3Request> next =
                Conversation.of(result.request()).response(result.response()).user("Sure?");
        client.create(next.request());
        assertThat(requests.get(2).path("messages"))
                .extracting(message -> message.path("role").asText())
                .containsExactly("user", "assistant", "tool", "assistant", "user");
        assertThat(requests.get(2).path("tools")).hasSize(1);
        assertThat(next.request().validate()).isEmpty();
    }
}
