package dev.loupe.exchange.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.Work;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key of the request is removed from the response in every encoding. */
class EncodedSecretsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Redactor REDACTOR = Redactor.of("API_KEY");

    /** No shape makes it a key: only its header does. */
    private static final String KEY = "mK4tz&Qw7pLx<2RbV9nYc5DfHs";

    private static Exchange redacted(ObjectNode response) {
        ObjectNode record =
                JSON.createObjectNode().put("format", "loupe-exchange/1").put("id", "a");
        record.putObject("request").putObject("headers").put("x-api-key", KEY);
        record.set("response", response);
        byte[] bytes = record.toString().getBytes(UTF_8);
        return REDACTOR.redact(((ReadResult.Read) RecordingFormat.read(RawRecord.of("f", 1, bytes))).exchange());
    }

    private static Body body(byte[] bytes) {
        ObjectNode response = JSON.createObjectNode().put("base64", bytes);
        return ((Reply.Answered) redacted(response).reply()).body();
    }

    private static JsonNode json(JsonNode body) {
        return ((Reply.Answered)
                        redacted(JSON.createObjectNode().set("body", body)).reply())
                .body()
                .json();
    }

    static List<String> encodings() {
        return List.of(
                KEY.toLowerCase(Locale.ROOT),
                KEY.toUpperCase(Locale.ROOT),
                HexFormat.of().formatHex(KEY.getBytes(UTF_8)),
                HexFormat.of().withUpperCase().formatHex(KEY.getBytes(UTF_8)),
                KEY.replace("&", "&amp;").replace("<", "&lt;"),
                KEY.chars().mapToObj(c -> "&#" + c + ";").collect(Collectors.joining()),
                KEY.chars().mapToObj(c -> "&#x" + Integer.toHexString(c) + ";").collect(Collectors.joining()),
                KEY.substring(0, 12) + "\n    " + KEY.substring(12));
    }

    /** With other characters between those of the key. */
    static Stream<String> separated() {
        byte[] bytes = KEY.getBytes(UTF_8);
        return Stream.of(
                HexFormat.ofDelimiter(" ").formatHex(bytes),
                HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes),
                HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes),
                HexFormat.of().withPrefix("\\x").formatHex(bytes),
                Arrays.toString(bytes),
                KEY.chars().mapToObj(c -> String.format("\\%03o", c)).collect(Collectors.joining()),
                String.join(" ", KEY.split("")),
                "\"" + KEY.substring(0, 9) + "\" + \"" + KEY.substring(9) + "\"",
                KEY.substring(0, 9) + "\u200b" + KEY.substring(9),
                KEY.substring(0, 9) + "=\r\n" + KEY.substring(9),
                KEY.substring(0, 9) + "\\n" + KEY.substring(9),
                new String(Base64.getEncoder().encode(Base64.getEncoder().encode(bytes)), UTF_8),
                "nvfti5d2ezixon3qjr4dymssmjlds3szmm2uizsiom");
    }

    @ParameterizedTest
    @MethodSource("separated")
    void aKeyOfTheRequestIsRemovedWithSeparators(String encoded) {
        String text = json(JSON.createObjectNode().put("message", "the key " + encoded + " is invalid"))
                .path("message")
                .asText();
        assertThat(text).contains("${API_KEY}").hasSizeLessThan(45);
    }

    @Test
    void theSearchForSeparatedCharactersLooksAtEachCharacterOnce() {
        Work.Counted text = Work.Counted.of((KEY.substring(0, 20) + " - ").repeat(5_000));
        new SeparatedValues(Map.of(KEY, "x")).find(text, new ArrayList<>());
        assertThat(text.looks()).isLessThan(2L * text.length());
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aKeyOfTheRequestIsRemovedInEveryEncoding(String encoded) {
        assertThat(json(JSON.createObjectNode().put("message", "the key\n" + encoded + "\nis invalid")))
                .hasToString("{\"message\":\"the key\\n${X_API_KEY}\\nis invalid\"}".replace("X_API_KEY", "API_KEY"));
    }

    @Test
    void aCompressedBodyStaysCompressedWithoutTheKey() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(compressed)) {
            output.write(("key " + KEY + ".").getBytes(UTF_8));
        }
        byte[] bytes = ((Body.Bytes) body(compressed.toByteArray())).bytes();
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(input.readAllBytes(), UTF_8)).isEqualTo("key ${API_KEY}.");
        }
    }

    @Test
    void textInUtf16HasNoKey() {
        byte[] bytes = ((Body.Bytes) body(("é " + KEY + ".").getBytes(UTF_16LE))).bytes();
        assertThat(new String(bytes, ISO_8859_1).replace("\0", "")).isEqualTo("é ${API_KEY}.");
    }

    @Test
    void logProbabilitiesHaveNoKey() {
        ArrayNode tokens = JSON.createArrayNode();
        tokens(tokens);
        JsonNode redacted = json(JSON.createObjectNode().set("content", tokens)).path("content");
        assertThat(redacted.findValuesAsText("token"))
                .containsExactly("my ", "my ", "${API_KEY}", "${API_KEY}", "", "", "", "");
        assertThat(redacted.findValues("bytes").stream().map(JsonNode::size)).containsExactly(3, 0, 0, 0);
        assertThat(redacted.findValuesAsText("logprob")).hasSize(4);
    }

    @Test
    void logProbabilitiesOfAStreamHaveNoKey() {
        ArrayNode tokens = JSON.createArrayNode();
        tokens(tokens);
        ArrayNode stream = JSON.createArrayNode();
        tokens.forEach(token -> {
            ObjectNode choice = JSON.createObjectNode().put("index", 0);
            choice.putObject("logprobs").putArray("content").add(token);
            ObjectNode event = JSON.createObjectNode();
            event.putArray("choices").add(choice);
            stream.addObject().put("at", 1).put("raw", "data: " + event + "\n\n");
        });
        Reply.Streamed reply = (Reply.Streamed)
                redacted(JSON.createObjectNode().set("stream", stream)).reply();
        String text = reply.bytes().stream()
                .map(piece -> new String(piece.bytes(), UTF_8))
                .collect(Collectors.joining());
        assertThat(text).contains("\"token\":\"my \"", "\"token\":\"${API_KEY}\"", "\"bytes\":[]");
        assertThat(text).doesNotContain(KEY.substring(0, 9), KEY.substring(18), String.valueOf((int) 'z') + ',');
    }

    private static void tokens(ArrayNode tokens) {
        for (String text : List.of("my ", KEY.substring(0, 9), KEY.substring(9, 18), KEY.substring(18))) {
            ObjectNode token = tokens.addObject().put("token", text).put("logprob", -0.5);
            ArrayNode bytes = token.putArray("bytes");
            for (byte b : text.getBytes(UTF_8)) {
                bytes.add(b);
            }
            token.putArray("top_logprobs").addObject().put("token", text);
        }
    }

    @Test
    void anArrayOfBytesHasNoKey() {
        ArrayNode bytes = JSON.createArrayNode();
        for (byte b : ("key " + KEY).getBytes(UTF_8)) {
            bytes.add(b);
        }
        assertThat(json(JSON.createObjectNode().set("debug", bytes))).hasToString("{\"debug\":[]}");
        ArrayNode numbers = JSON.createArrayNode()
                .add(1)
                .add(2)
                .add(3)
                .add(4)
                .add(5)
                .add(6)
                .add(7)
                .add(8);
        assertThat(json(numbers.deepCopy())).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource({
        "'{''env'':[{''name'':''API_KEY'',''value'':''Zq8vN3xK7mT2pL''}]}'",
        "'{''env'':[{''key'':''DB_PASSWORD'',''value'':''Zq8vN3xK7mT2pL''}]}'",
        "'{''credentials'':{''value'':''Zq8vN3xK7mT2pL''}}'",
        "'{''api_keys'':[''Zq8vN3xK7mT2pL'']}'",
        "'{''auth'':''Zq8vN3xK7mT2pL''}'"
    })
    void aValueWhoseNameIsInAnotherPropertyIsRemoved(String body) throws IOException {
        JsonNode redacted = json(JSON.readTree(body.replace('\'', '"')));
        assertThat(redacted.toString()).contains("${").doesNotContain("Zq8vN3xK7mT2pL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'env':[{'name':'model','value':'Zq8vN3xK7mT2pL'}]}",
                "{'properties':[{'name':'password','value':'required'}]}",
                "{'secrets':['none'],'auth':'basic'}",
                "{'tokens':['Zq8vN3xK7mT2pL']}"
            })
    void otherPairsStay(String body) throws IOException {
        JsonNode original = JSON.readTree(body.replace('\'', '"'));
        assertThat(json(original.deepCopy())).isEqualTo(original);
    }
}
