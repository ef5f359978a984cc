package dev.loupe.exchange.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMaskTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT =
            "Dear Anna Müller, café №7 at 10:45, привет, 東京 서울 שלום \u0e2a\u0e27 (naïve) \uD83D\uDE00!";

    private final Redactor redactor = Redactor.of("API_KEY").withMaskedText();

    private Exchange masked(JsonNode request, ObjectNode response) {
        return masked(redactor, request, response);
    }

    private static Exchange masked(Redactor redactor, JsonNode request, ObjectNode response) {
        ObjectNode record =
                JSON.createObjectNode().put("format", "loupe-exchange/1").put("id", "a");
        record.putObject("request").set("body", request);
        record.set("response", response);
        byte[] bytes = record.toString().getBytes(UTF_8);
        return redactor.redact(((ReadResult.Read) RecordingFormat.read(RawRecord.of("f", 1, bytes))).exchange());
    }

    private static ObjectNode message(String content) {
        ObjectNode request = JSON.createObjectNode().put("model", "google/gemma-3-4b-it");
        request.putArray("messages").addObject().put("role", "user").put("content", content);
        return request;
    }

    private static ObjectNode response(String content) {
        ObjectNode body = JSON.createObjectNode().put("object", "chat.completion");
        body.putArray("choices").addObject().putObject("message").put("content", content);
        return JSON.createObjectNode().set("body", body);
    }

    private static JsonNode body(Exchange exchange) {
        return ((Reply.Answered) exchange.reply()).body().json();
    }

    private static String content(Exchange exchange) {
        return body(exchange).at("/choices/0/message/content").asText();
    }

    /** The class of each character. */
    private static String shape(String text) {
        var shape = new StringBuilder();
        text.codePoints()
                .forEach(c -> shape.append(
                        Character.isLetterOrDigit(c)
                                ? Character.getType(c)
                                        + Character.UnicodeScript.of(c).name()
                                : Character.toString(c)));
        return shape.toString();
    }

    @Test
    void everyWordIsAnotherOneOfTheSameScriptAndLength() {
        Exchange masked = masked(message(TEXT), response(TEXT));
        String content = content(masked);
        assertThat(content)
                .isNotEqualTo(TEXT)
                .doesNotContain("Anna", "Müller", "10:45", "привет", "東京", "서울", "שלום", "naïve")
                .hasSameSizeAs(TEXT);
        assertThat(content.getBytes(UTF_8)).hasSameSizeAs(TEXT.getBytes(UTF_8));
        assertThat(shape(content)).isEqualTo(shape(TEXT));
        assertThat(masked.request().body().json().at("/messages/0/content").asText())
                .as("the same words in the request")
                .isEqualTo(content);
        assertThat(masked.request().body().json().path("model").asText()).isEqualTo("google/gemma-3-4b-it");
    }

    @Test
    void anotherRunHasOtherWords() {
        Exchange here = masked(message(TEXT), response(TEXT));
        assertThat(content(new TextMaskTest().masked(message(TEXT), response(TEXT))))
                .isNotEqualTo(content(here));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aStreamHasTheSameWordsHoweverItIsSplit(int length) {
        String whole = content(masked(message("hi"), response(TEXT.substring(0, 60))));
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 60; i += length) {
            ObjectNode chunk = JSON.createObjectNode();
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", TEXT.substring(i, Math.min(60, i + length)));
            stream.append("data: ").append(chunk).append("\n\n");
        }
        ObjectNode response = JSON.createObjectNode();
        ArrayNode pieces = response.putArray("stream");
        for (int i = 0; i < stream.length(); i += 11) {
            pieces.addObject().put("raw", stream.substring(i, Math.min(stream.length(), i + 11)));
        }
        Reply.Streamed streamed =
                (Reply.Streamed) masked(message("hi"), response).reply();
        StringBuilder content = new StringBuilder();
        streamed.events()
                .forEach(event -> content.append(
                        tree(event.data()).at("/choices/0/delta/content").asText()));
        assertThat(content).hasToString(whole);
        assertThat(streamed.bytes()).hasSize(pieces.size());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void jsonInTextStaysJsonOfTheSameSchema() {
        ObjectNode request = message("The weather in Paris?");
        request.set(
                "tools",
                tree(
                        "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"properties\":"
                                + "{\"city\":{\"type\":\"string\"},\"unit\":{\"enum\":[\"celsius\"]},\"days\":{},\"now\":{},\"input\":{\"type\":\"number\"}}}}}]"));
        String arguments =
                "{\"city\": \"Paris\\nNord \\u00e9t\\u00e9\", \"unit\": \"celsius\", \"days\": 10, \"x\": 1e5, \"now\": true}";
        ObjectNode response = response("");
        ((ObjectNode) response.at("/body/choices/0/message"))
                .putArray("tool_calls")
                .addObject()
                .putObject("function")
                .put("name", "weather")
                .put("arguments", arguments);
        Exchange masked = masked(request, response);
        JsonNode call = body(masked).at("/choices/0/message/tool_calls/0/function");
        JsonNode read = tree(call.path("arguments").asText());
        assertThat(call.path("name").asText()).isEqualTo("weather");
        assertThat(read.path("city").asText()).doesNotContain("Paris", "Nord").contains("\n");
        assertThat(read.path("unit").asText()).isEqualTo("celsius");
        assertThat(read.path("days").asInt()).isEqualTo(10);
        assertThat(read.path("now").asBoolean()).isTrue();
        assertThat(masked.request().body().json().path("tools")).isEqualTo(request.path("tools"));
    }

    @Test
    void wordsOfARedactedPropertyDoNotStay() {
        ObjectNode request = message("My number 4711 is in north, my key 0815")
                .put("user", "cust-4711")
                .put("zone", "north")
                .put("api_key", "key-0815");
        Redactor pointed = redactor.withPointers(List.of(JsonPointer.compile("/user")));
        JsonNode body = masked(pointed, request, response("")).request().body().json();
        assertThat(body.path("user").asText()).isEqualTo("${USER}");
        assertThat(body.at("/messages/0/content").asText())
                .doesNotContain("4711", "0815")
                .contains("north");
    }

    @Test
    void theTokensOfLogProbabilitiesJoinToTheContent() {
        ObjectNode response = response("Anna Karenina");
        ArrayNode tokens = ((ObjectNode) response.at("/body/choices/0"))
                .putObject("logprobs")
                .putArray("content");
        for (String token : List.of("An", "na", " Kar", "enina")) {
            tokens.addObject().put("token", token).putArray("bytes").add(65).add(110);
        }
        JsonNode choice = body(masked(message("hi"), response)).at("/choices/0");
        StringBuilder joined = new StringBuilder();
        choice.at("/logprobs/content").forEach(token -> {
            joined.append(token.path("token").asText());
            assertThat(token.path("bytes").isNull()).isTrue();
        });
        assertThat(joined).hasToString(choice.at("/message/content").asText());
    }
}
