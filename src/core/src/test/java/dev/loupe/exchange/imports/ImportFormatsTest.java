package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format of other tools, on files of the shape that they write. */
class ImportFormatsTest {
    private static final String URL = "https://llm.example.com/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String RESPONSE =
            "{\"id\":\"a\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"}}]}";
    private static final String STREAM = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";

    @TempDir
    private Path folder;

    private List<ImportedEntry> entries(String name, String content) {
        return entries(null, write(name, content));
    }

    private static List<ImportedEntry> entries(@Nullable String from, Path... paths) {
        List<ImportedEntry> entries = new ArrayList<>();
        Importers.importAll(List.of(paths), from, entries::add);
        return entries;
    }

    private Path write(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Exchange only(List<ImportedEntry> entries) {
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst()).isInstanceOf(ImportedEntry.Imported.class);
        Exchange exchange = ((ImportedEntry.Imported) entries.getFirst()).exchange();
        byte[] line = RecordingFormat.line(exchange, Redactor.of("KEY"));
        assertThat(RecordingFormat.read(RawRecord.of("f", 1, line))).isInstanceOf(ReadResult.Read.class);
        return exchange;
    }

    private static String skipped(List<ImportedEntry> entries) {
        assertThat(entries).hasSize(1);
        return ((ImportedEntry.Skipped) entries.getFirst()).why();
    }

    private static JsonNode response(Exchange exchange) {
        return ((Reply.Answered) exchange.reply()).body().json();
    }

    private static int status(Exchange exchange) {
        return Objects.requireNonNull(exchange.reply().headOrNull()).code();
    }

    private static String stream(Exchange exchange) {
        StringBuilder text = new StringBuilder();
        ((Reply.Streamed) exchange.reply()).bytes().forEach(piece -> text.append(new String(piece.bytes(), UTF_8)));
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static String vcrpy(String request, String headers, String response) {
        return "interactions:\n- request:\n" + request
                + "    headers: {host: [llm.example.com]}\n    method: POST\n    uri: " + URL
                + "\n  response:\n" + response + "    headers: {" + headers
                + "}\n    status: {code: 200, message: OK}\nversion: 1\n";
    }

    private static String body(String value) {
        return "    body: " + value + "\n";
    }

    @Test
    void vcrpyHoldsBodiesAsText() {
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "Content-Type: [application/json]",
                        body("{string: " + quoted(RESPONSE) + "}"))));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isEqualTo(200);
        assertThat(exchange.id()).hasToString("llm.example.com/a/1");
        assertThat(exchange.origin().recordedAt()).isNull();
    }

    @Test
    void vcrpyHoldsBodiesAsBytesThatAreStillEncoded() {
        for (String encoding : List.of("gzip", "deflate")) {
            byte[] bytes = encoding.equals("gzip") ? gzip(RESPONSE) : deflate(RESPONSE);
            Exchange exchange = only(entries(
                    "a.yaml",
                    vcrpy(
                            body("!!binary " + base64(REQUEST.getBytes(UTF_8))),
                            "content-encoding: [" + encoding + "], content-type: [application/json]",
                            body("{string: !!binary " + base64(bytes) + "}"))));
            assertThat(exchange.request().body().json()).hasToString(REQUEST);
            assertThat(response(exchange)).hasToString(RESPONSE);
        }
    }

    /** Brotli with words of its dictionary, upper case and a transform. */
    @Test
    void brotliIsDecoded() {
        String brotli =
                "G94AQCwOzNObTsrlA5dEPw3nO0KS2SzbG65PWx5y96TtASUWSNaCVpJ8+DtrVyw6hfb2to29RTxTBY+gOHVXZzV7o1I03MbOD5Ny5Mhf7tECavhs"
                        + "KyIhMLYyHQ+AslLGfChRsS0Y51anJBPAmxHwbxQc9MfqDted3OT40PVs/8cWWyUmZM4E";
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(body(quoted(REQUEST)), "content-encoding: [br]", body("{string: !!binary " + brotli + "}"))));
        assertThat(response(exchange).at("/choices/0/message/content").asText())
                .isEqualTo("The weather in Paris is not available, however this information is about the University of"
                        + " Gr\u00f6\u00dfe and the government.");
        List<ImportedEntry> cut = entries(
                "b.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [br]",
                        body("{string: !!binary " + brotli.substring(0, 100) + "}")));
        assertThat(((ImportedEntry.Damaged) cut.getFirst()).message())
                .contains("content-encoding is br, but the body is not");
    }

    /** With a Huffman code for the literals and sequences. */
    @Test
    void zstandardIsDecoded() {
        String zstandard =
                "KLUv/WDCAAUEAHJIGRGQfWOCAUb5WGEBFYap8vqDHH31Dl5kG69kJb+r7IObttmJzaMWvXBT0sfysbzsfJV/X8zs6X8xgScg15er"
                        + "zZVlLDF+017An4AHGcaPgg/jCdjPVQm4egLwa9LGBj4ABp4AJwEPCABvPpAuqiVEiQcsAWohCKpLVy1aFdQe";
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [zstd]",
                        body("{string: !!binary " + zstandard + "}"))));
        assertThat(response(exchange).at("/choices/0/message/content").asText())
                .startsWith("The weather in Paris is mild. The weather in Rome is mild.")
                .endsWith("and the weather in Cairo is hot. ");
    }

    @Test
    void damagedCompressedBytesAreAnErrorOfTheEntry() {
        byte[] brotli = Base64.getDecoder()
                .decode(
                        "G94AQCwOzNObTsrlA5dEPw3nO0KS2SzbG65PWx5y96TtASUWSNaCVpJ8+DtrVyw6hfb2to29RTxTBY+gOHVXZzV7o1I03MbO");
        byte[] zstandard = Base64.getDecoder()
                .decode(
                        "KLUv/WDCAAUEAHJIGRGQfWOCAUb5WGEBFYap8vqDHH31Dl5kG69kJb+r7IObttmJzaMWvXBT0sfysbzsfJV/X8zs6X8xgScg15er"
                                + "zZVlLDF+017An4AHGcaPgg/jCdjPVQm4egLwa9LGBj4ABp4AJwEPCABvPpAuqiVEiQcsAWohCKpLVy1aFdQe");
        for (byte[] original : List.of(brotli, zstandard)) {
            for (int i = 0; i < original.length; i++) {
                byte[] bytes = original.clone();
                bytes[i] ^= (byte) (i * 37 + 1);
                String encoding = original == brotli ? "br" : "zstd";
                List<ImportedEntry> entries = entries(
                        "a.yaml",
                        vcrpy(
                                body(quoted(REQUEST)),
                                "content-encoding: [" + encoding + "]",
                                body("{string: !!binary " + base64(bytes) + "}")));
                assertThat(entries).hasSize(1);
                if (entries.getFirst() instanceof ImportedEntry.Damaged damaged) {
                    assertThat(damaged.message()).contains("content-encoding is " + encoding + ", but the body is not");
                }
            }
        }
    }

    @Test
    void aDecodedBodyMayKeepTheHeaderOfItsEncoding() {
        assertThat(response(only(entries(
                        "a.yaml",
                        vcrpy(
                                body(quoted(REQUEST)),
                                "content-encoding: [br], content-type: [application/json]",
                                body("{string: " + quoted(RESPONSE) + "}"))))))
                .hasToString(RESPONSE);
    }

    @Test
    void anEncodingThatCannotBeDecodedIsNamed() {
        List<ImportedEntry> entries = entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "content-encoding: [compress]",
                        body("{string: !!binary " + base64(new byte[] {(byte) 0x8b, 1, 2}) + "}")));
        assertThat(((ImportedEntry.Damaged) entries.getFirst()).message())
                .contains("interaction 1: content-encoding compress cannot be decoded");
    }

    @Test
    void aParsedBodyIsTheBody() {
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        "    parsed_body: {model: m, messages: [{role: user, content: hi}], temperature: 0.10}\n",
                        "content-type: [application/json]",
                        "    parsed_body: {choices: [{index: 0, message: {content: 'on'}}]}\n")));
        assertThat(exchange.request().body().json())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.10}");
        assertThat(response(exchange).at("/choices/0/message/content").asText()).isEqualTo("on");
    }

    @Test
    void aStreamKeepsItsText() {
        Exchange exchange = only(entries(
                "a.yml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "Content-Type: [text/event-stream; charset=utf-8]",
                        "    body:\n      string: |+\n" + STREAM.indent(8))));
        assertThat(stream(exchange)).isEqualTo(STREAM);
    }

    @Test
    void rubyVcrHoldsTextOrBytes() {
        String cassette =
                """
                ---
                http_interactions:
                - request:
                    method: post
                    uri: %s
                    body: {encoding: UTF-8, string: %s}
                    headers: {Authorization: [Bearer <TOKEN>]}
                  response:
                    status: {code: 429, message: Too Many}
                    headers: {Content-Type: [application/json]}
                    body: {encoding: ASCII-8BIT, %s}
                    http_version: null
                  recorded_at: Fri, 14 Mar 2025 14:01:51 GMT
                recorded_with: VCR 6.2.0
                """;
        String error = "{\"error\":{\"message\":\"no\"}}";
        for (String body : List.of(
                "string: !binary " + base64(error.getBytes(UTF_8)),
                "base64_string: " + base64(error.getBytes(UTF_8)),
                "string: " + quoted(error))) {
            Exchange exchange = only(entries("a.yml", cassette.formatted(URL, quoted(REQUEST), body)));
            assertThat(response(exchange)).hasToString(error);
            assertThat(status(exchange)).isEqualTo(429);
            assertThat(exchange.origin().recordedAt()).hasToString("2025-03-14T14:01:51Z");
        }
    }

    @Test
    void goVcrAndSchemathesisAndJsonCassettesAreRead() {
        String goVcr = "version: 2\ninteractions:\n- id: 0\n  request: {url: " + URL + ", method: POST, body: "
                + quoted(REQUEST) + ", headers: {Accept: ['*/*']}}\n  response: {body: " + quoted(RESPONSE)
                + ", headers: {Content-Type: [application/json]}, status: 200 OK, code: 200, duration: 1.2s}\n";
        assertThat(status(only(entries("go.yaml", goVcr)))).isEqualTo(200);
        String schemathesis =
                "command: st run\nrecorded_with: Schemathesis 4.0\nhttp_interactions:\n- id: '1'\n  recorded_at:"
                        + " '2025-03-14T14:01:51+00:00'\n  request: {uri: " + URL
                        + ", method: POST, headers: {}, body: {encoding: utf-8,"
                        + " base64_string: " + base64(REQUEST.getBytes(UTF_8))
                        + "}}\n  response: {status: {code: '200', message: OK},"
                        + " headers: {Content-Type: [application/json]}, body: {encoding: utf-8, base64_string: "
                        + base64(RESPONSE.getBytes(UTF_8)) + "}}\n";
        assertThat(response(only(entries("st.yaml", schemathesis)))).hasToString(RESPONSE);
        String ddTrace = "{\"request\":{\"method\":\"POST\",\"url\":\"" + URL + "\",\"headers\":{\"a\":\"b\"},\"body\":"
                + new com.fasterxml.jackson.databind.node.TextNode(REQUEST)
                + "},\"response\":{\"status\":{\"code\":200},\"headers\":{\"Content-Type\":\"text/event-stream\"},\"body\":\"base64:"
                + base64(STREAM.getBytes(UTF_8)) + "\"}}";
        assertThat(stream(only(entries("dd.json", ddTrace)))).isEqualTo(STREAM);
    }

    @Test
    void wireMockBodiesAreReadFromTheirFilesAndNoOthers() {
        write("stubs/__files/answer.json", RESPONSE);
        write("secret.json", RESPONSE);
        String mapping =
                """
                {"request": {"urlPath": "/v1/chat/completions", "method": "POST", "bodyPatterns": [{"equalToJson": %s}]},
                 "response": {"status": 200, "bodyFileName": "%s", "headers": {"Content-Type": "application/json"}}}""";
        write("stubs/mappings/a.json", mapping.formatted(REQUEST, "answer.json"));
        write("stubs/mappings/b.json", mapping.formatted(REQUEST, "../../secret.json"));
        List<ImportedEntry> entries = entries(null, folder.resolve("stubs"));
        assertThat(entries).hasSize(2);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(exchange.request().headers()).isEqualTo(HeaderFields.NOT_RECORDED);
        assertThat(exchange.id()).hasToString("imported/mappings/a/1");
        assertThat(entries.get(1)).isInstanceOf(ImportedEntry.Damaged.class);
    }

    @Test
    void pollyStoresCompressedContentInPieces() {
        String har =
                "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"request\":{\"method\":\"POST\",\"url\":\""
                        + URL + "\",\"headers\":[],\"postData\":{\"text\":"
                        + new com.fasterxml.jackson.databind.node.TextNode(REQUEST)
                        + "}},\"response\":{\"status\":200,\"headers\":[{\"name\":\"content-encoding\",\"value\":\"gzip\"}],\"content\":{\"encoding\":"
                        + "\"base64\",\"mimeType\":\"application/json\",\"size\":9,\"text\":\"[\\\""
                        + base64(gzip(RESPONSE)) + "\\\"]\"}}}]}}";
        assertThat(response(only(entries("recording.json", har)))).hasToString(RESPONSE);
    }

    @Test
    void liteLlmHoldsNoFramingAndNoHeaders() {
        Exchange exchange = only(entries(
                "log.jsonl",
                "{\"id\":\"1\",\"call_type\":\"acompletion\",\"startTime\":1767225600.5,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"model_parameters\":{\"temperature\":0,\"stream\":true},\"response\":"
                        + RESPONSE + ",\"status\":\"success\"}"));
        assertThat(exchange.request().body().json())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0}");
        assertThat(exchange.origin().kind()).isEqualTo(Origin.Kind.ASSEMBLED);
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00.500Z");
        assertThat(status(exchange)).isZero();
        assertThat(Objects.requireNonNull(exchange.reply().headOrNull())
                        .headers()
                        .recorded())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"call_type":"embedding","messages":null,"response":{}} | call_type embedding is no chat completion
            {"call_type":"completion","messages":"redacted-by-litellm","response":{}} | the log does not hold the messages
            {"call_type":"completion","messages":[],"response":"","status":"failure"} | a failed call whose response the log does not hold
            {"type":"SPAN","trace_id":"t","start_time":"x","input":"a"} | an observation that is no generation
            {"type":"GENERATION","trace_id":"t","start_time":"x","input":"a"} | its input is no list of messages
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}]}]}]}]} | the messages were not captured (gen_ai.input.messages and gen_ai.output.messages)
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"GET"}]}]}]} | no call of a model
            {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{}} | a request of a batch without its response; import it together with the output file
            """)
    void whatIsSkippedHasAReason(String line, String why) {
        assertThat(skipped(entries("log.jsonl", line))).isEqualTo(why);
    }

    @Test
    void heliconeHoldsBodiesStatusAndTime() {
        String line = "{\"request_body\":" + REQUEST
                + ",\"response_body\":{\"error\":{\"message\":\"no\"}},\"response_status\":429,"
                + "\"request_created_at\":\"2026-01-01T00:00:00.000Z\",\"provider\":\"OPENAI\"}";
        Exchange exchange = only(entries("log.jsonl", line));
        assertThat(status(exchange)).isEqualTo(429);
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00Z");
    }

    @Test
    void langfuseHoldsMessagesAndUsage() {
        String line =
                "{\"id\":\"o\",\"trace_id\":\"t\",\"type\":\"GENERATION\",\"start_time\":\"2026-01-01T00:00:00Z\",\"input\":\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hi\\\"}]\",\"output\":\"{\\\"role\\\":\\\"assistant\\\",\\\"content\\\":\\\"ho\\\"}\",\"provided_model_name\":\"m\",\"model_parameters\":\"{\\\"temperature\\\":1}\",\"usage_details\":{\"input\":1,\"output\":2,\"total\":3}}";
        Exchange exchange = only(entries("observations.jsonl", line));
        assertThat(exchange.request().body().json())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1}");
        assertThat(response(exchange).at("/choices/0/message"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"ho\"}");
        assertThat(response(exchange).at("/usage/total_tokens").asInt()).isEqualTo(3);
        assertThat(response(exchange).has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openTelemetryHoldsMessagesInParts(boolean asText) {
        String input =
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]},{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c\",\"response\":\"4\"}]}]";
        String output =
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c\",\"name\":\"f\",\"arguments\":{\"a\":1}}],\"finish_reason\":\"tool_call\"}]";
        String attributes = attribute("gen_ai.operation.name", "{\"stringValue\":\"chat\"}") + ","
                + attribute("gen_ai.request.model", "{\"stringValue\":\"m\"}") + ","
                + attribute("gen_ai.request.max_tokens", "{\"intValue\":\"9\"}") + ","
                + attribute("gen_ai.response.id", "{\"stringValue\":\"a\"}") + ","
                + attribute("gen_ai.usage.input_tokens", "{\"intValue\":\"3\"}") + ","
                + attribute("gen_ai.input.messages", asText ? text(input) : any(input)) + ","
                + attribute("gen_ai.output.messages", asText ? text(output) : any(output));
        String span = asText
                ? "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"1767225600000000000\",\"attributes\":["
                        + attributes + "]}]}]}]}"
                : "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1767225600000000000\",\"eventName\":\"gen_ai.client.inference.operation.details\",\"attributes\":["
                        + attributes + "]}]}]}]}";
        Exchange exchange = only(entries("spans.json", span));
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00Z");
        assertThat(exchange.request().body().json())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"4\"}],\"max_tokens\":9}");
        assertThat(response(exchange))
                .hasToString(
                        "{\"id\":\"a\",\"usage\":{\"prompt_tokens\":3},\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]},\"finish_reason\":\"tool_calls\"}]}");
    }

    @Test
    void messagesInNumberedAttributesAreRead() {
        String openLlmetry = attribute("gen_ai.request.model", "{\"stringValue\":\"m\"}") + ","
                + attribute("gen_ai.prompt.0.role", "{\"stringValue\":\"user\"}") + ","
                + attribute("gen_ai.prompt.0.content", "{\"stringValue\":\"hi\"}") + ","
                + attribute("gen_ai.completion.0.finish_reason", "{\"stringValue\":\"stop\"}") + ","
                + attribute("gen_ai.completion.0.content", "{\"stringValue\":\"ho\"}") + ","
                + attribute("gen_ai.usage.prompt_tokens", "{\"intValue\":\"3\"}") + ","
                + attribute("llm.usage.total_tokens", "{\"intValue\":\"9\"}");
        String openInference = attribute("llm.model_name", "{\"stringValue\":\"m\"}") + ","
                + attribute("llm.input_messages.0.message.role", "{\"stringValue\":\"user\"}") + ","
                + attribute("llm.input_messages.0.message.content", "{\"stringValue\":\"hi\"}") + ","
                + attribute("llm.output_messages.0.message.content", "{\"stringValue\":\"ho\"}") + ","
                + attribute("llm.token_count.prompt", "{\"intValue\":3}");
        for (String attributes : List.of(openLlmetry, openInference)) {
            Exchange exchange = only(entries(
                    "spans.json",
                    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[" + attributes + "]}]}]}]}"));
            assertThat(exchange.request().body().json()).hasToString(REQUEST);
            assertThat(response(exchange).at("/choices/0/message")).hasToString("{\"content\":\"ho\"}");
            assertThat(response(exchange).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        }
    }

    @Test
    void theTabWhoseStreamFitsTheResponseIsItsRequest() {
        String page =
                "```json\n" + REQUEST + "\n```\n```json\n" + REQUEST.replace("{\"model\"", "{\"stream\":true,\"model\"")
                        + "\n```\n```json\n" + RESPONSE + "\n```\n```\n" + STREAM + "```\n";
        List<ImportedEntry> entries = entries("page.md", page);
        assertThat(entries).hasSize(2);
        assertThat(only(entries.subList(0, 1)).request().member("stream").isMissingNode())
                .isTrue();
        assertThat(only(entries.subList(1, 2)).request().member("stream").asBoolean())
                .isTrue();
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static String text(String json) {
        return "{\"stringValue\":" + new com.fasterxml.jackson.databind.node.TextNode(json) + "}";
    }

    /** A value as OTLP writes structured attributes. */
    private static String any(String json) {
        try {
            return any(new com.fasterxml.jackson.databind.json.JsonMapper().readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String any(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(any(item)));
            return "{\"arrayValue\":{\"values\":[" + String.join(",", items) + "]}}";
        }
        if (node.isObject()) {
            List<String> items = new ArrayList<>();
            node.properties().forEach(each -> items.add(attribute(each.getKey(), any(each.getValue()))));
            return "{\"kvlistValue\":{\"values\":[" + String.join(",", items) + "]}}";
        }
        return node.isTextual() ? "{\"stringValue\":" + node + "}" : "{\"intValue\":\"" + node + "\"}";
    }

    @Test
    void theFilesOfABatchBelongTogether() {
        String url = "\"method\":\"POST\",\"url\":\"/v1/chat/completions\"";
        Path input = write(
                "input.jsonl",
                "{\"custom_id\":\"1\"," + url + ",\"body\":" + REQUEST + "}\n{\"custom_id\":\"2\"," + url + ",\"body\":"
                        + REQUEST + "}\n{\"custom_id\":\"3\"," + url + ",\"body\":" + REQUEST + "}\n");
        Path output = write(
                "output.jsonl",
                "{\"id\":\"b1\",\"custom_id\":\"2\",\"response\":{\"status_code\":200,\"request_id\":\"r\",\"body\":"
                        + RESPONSE
                        + "},\"error\":null}\n{\"id\":\"b2\",\"custom_id\":\"1\",\"response\":null,\"error\":{\"code\":\"batch_expired\",\"message\":\"expired\"}}\n");
        List<ImportedEntry> entries = entries(null, output, input);
        assertThat(entries).hasSize(3);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(exchange.request().url()).isEqualTo("/v1/chat/completions");
        assertThat(status(exchange)).isEqualTo(200);
        assertThat(only(entries.subList(1, 2)).reply())
                .isEqualTo(new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.OTHER, "expired")));
        assertThat(skipped(entries.subList(2, 3))).startsWith("a request of a batch without its response");
        assertThat(only(entries(null, output).subList(0, 1)).request().body()).isEqualTo(new Body.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":%s,\"response\":%s}",
                "{\"req\":{\"body\":%s},\"res\":{\"status_code\":200,\"body\":%s}}",
                "{\"request\":{\"url\":\"https://x.example/v1/chat/completions\",\"json\":%s},\"response\":{\"data\":%s}}",
                "{\"ai_org\":\"openai\",\"request\":{\"body\":%s},\"response\":{\"status\":200,\"body\":%s}}"
            })
    void aLogNamesRequestAndResponseInUsualWays(String shape) {
        Exchange exchange = only(entries("log.ndjson", shape.formatted(REQUEST, RESPONSE)));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(only(entries("log.json", "[" + shape.formatted(REQUEST, RESPONSE) + "]"))
                        .request()
                        .body())
                .isEqualTo(exchange.request().body());
    }

    @Test
    void theFormatMayBeForced() {
        Path log = write("log.txt", "{\"request\":" + REQUEST + ",\"response\":" + RESPONSE + "}\n");
        assertThat(entries("ndjson", log)).singleElement().isInstanceOf(ImportedEntry.Imported.class);
        assertThat(entries("vcrpy", log)).singleElement().isInstanceOf(ImportedEntry.Skipped.class);
    }

    @Test
    void oneBadEntryDoesNotStopTheOthers() {
        String good = "{\"request\":" + REQUEST + ",\"response\":" + RESPONSE + "}\n";
        List<ImportedEntry> entries = entries("log.ndjson", good + "{broken\n" + "{\"a\":1}\n" + good);
        assertThat(entries)
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Imported", "Damaged", "Skipped", "Imported");
        assertThat(((ImportedEntry.Damaged) entries.get(1)).line()).isEqualTo(2);
    }

    @Test
    void everyFormatHasANameOfItsOwn() {
        assertThat(ImportFormats.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
    }
}
