package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of gateways, and files of batches. */
class LogImportTest extends ImportedFiles {
    @Test
    void liteLlmHasNoFramingAndNoHeaders() {
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
    @CsvSource({
        "https://api.openai.com, https://api.openai.com/v1/chat/completions",
        "https://api.example.com/api/v1/, https://api.example.com/api/v1/chat/completions",
        "https://api.example.com/v1/chat/completions, https://api.example.com/v1/chat/completions",
        "unknown, ''"
    })
    void liteLlmHasTheUrlOfTheApi(String base, String url) {
        Exchange exchange = only(entries(
                "log.jsonl",
                "{\"call_type\":\"completion\",\"api_base\":\"" + base
                        + "\",\"model\":\"m\",\"messages\":[],\"response\":" + RESPONSE + "}"));
        assertThat(exchange.request().url()).isEqualTo(url);
    }

    @Test
    void aSpanOfDatadogMayBeTheAttributesOfAResource() {
        Exchange exchange = only(entries(
                "log.json",
                "{\"data\":[{\"type\":\"span\",\"attributes\":{\"start_ms\":1764547200000,\"meta\":{\"kind\":\"llm\",\"model_name\":\"m\","
                        + "\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                        + "\"output\":{\"messages\":[{\"role\":\"assistant\",\"content\":\"ho\"}]}}}}]}"));
        assertThat(exchange.request().body().json().path("model").asText()).isEqualTo("m");
        assertThat(exchange.origin().recordedAt()).hasToString("2025-12-01T00:00:00Z");
    }

    @Test
    void aSpanOfBraintrustNeedsNoRoot() {
        Exchange exchange = only(entries(
                "log.jsonl",
                "{\"span_attributes\":{\"type\":\"llm\"},\"input\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"output\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                        + "\"metadata\":{\"model\":\"m\"},\"metrics\":{\"prompt_tokens\":9}}"));
        assertThat(exchange.request().body().json().path("model").asText()).isEqualTo("m");
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
    void heliconeHasTheChunksOfAStream() {
        Exchange exchange = only(entries(
                "helicone.jsonl",
                "{\"request_body\":" + REQUEST + ",\"response_body\":{\"streamed_data\":[{\"choices\":[]},"
                        + "{\"choices\":[]}]},\"response_status\":200}"));
        assertThat(exchange.reply()).isInstanceOf(Reply.Streamed.class);
        assertThat(((Reply.Streamed) exchange.reply()).events()).hasSize(2);
    }

    @Test
    void heliconeHasBodiesStatusAndTime() {
        String line = "{\"request_body\":" + REQUEST
                + ",\"response_body\":{\"error\":{\"message\":\"no\"}},\"response_status\":429,"
                + "\"request_created_at\":\"2026-01-01T00:00:00.000Z\",\"provider\":\"OPENAI\"}";
        Exchange exchange = only(entries("log.jsonl", line));
        assertThat(status(exchange)).isEqualTo(429);
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00Z");
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

    @Test
    void theUrlOfALogIsKept() {
        Exchange helicone = only(entries(
                "h.jsonl",
                "{\"request_body\":" + REQUEST + ",\"response_body\":" + RESPONSE + ",\"request_path\":\"" + URL
                        + "\"}"));
        assertThat(helicone.request().url()).isEqualTo(URL);
        Exchange portkey = only(entries(
                "p.jsonl",
                "{\"ai_org\":\"x\",\"request\":" + REQUEST + ",\"response\":" + RESPONSE
                        + ",\"response_status_code\":200,\"request_url\":\"" + URL + "\"}"));
        assertThat(portkey.request().url()).isEqualTo(URL);
        assertThat(status(portkey)).isEqualTo(200);
    }

    /** The log has neither the frames nor the end of the stream. */
    @Test
    void chunksInAnArrayAreAnAssembledStream() {
        Exchange exchange = only(entries(
                "log.jsonl",
                "{\"request\":" + REQUEST.replace("}]}", "}],\"stream\":true}")
                        + ",\"response\":[{\"choices\":[{\"delta\":{\"content\":\"a\"}}]},{\"choices\":[]}]}"));
        assertThat(exchange.origin().kind()).isEqualTo(Origin.Kind.ASSEMBLED);
        assertThat(((Reply.Streamed) exchange.reply()).events()).hasSize(2);
    }

    @Test
    void theArgumentsOfACallbackHoldThePayloadOfLiteLlm() {
        String payload =
                "{\"call_type\":\"completion\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"response\":" + RESPONSE + "}";
        assertThat(only(entries("log.jsonl", "{\"standard_logging_object\":" + payload + "}"))
                        .request()
                        .body()
                        .json())
                .hasToString(REQUEST);
    }

    @Test
    void recordsMayBeOnSeveralLinesEach() {
        String good = "{\n  \"request\": " + REQUEST + ",\n  \"response\": " + RESPONSE + "\n}\n";
        List<ImportedEntry> entries = entries("log.json", good + "{\n  \"request\": [\n}\n" + good);
        assertThat(entries)
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Imported", "Damaged", "Imported");
        assertThat(((ImportedEntry.Damaged) entries.get(1)).line()).isEqualTo(5);
        assertThat(only(entries.subList(2, 3)).origin().line()).isEqualTo(8);
    }

    @Test
    void valuesOnSeveralLinesNeedNoIndentation() {
        String spread =
                "{\n\"calls\": [\n{\n\"request\":\n" + REQUEST + ",\n\"response\": " + RESPONSE + "\n},\n{\n}\n]\n}\n";
        String cut = "{\n\"request\": \"cut,\n";
        assertThat(entries("log.json", spread + cut + spread + spread))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Imported", "Damaged", "Imported", "Imported");
    }

    @Test
    void aLineThatIsNestedTooDeeplyDoesNotStopTheOthers() {
        String good = "{\"request\":" + REQUEST + ",\"response\":" + RESPONSE + "}\n";
        List<ImportedEntry> entries = entries("deep.jsonl", "[".repeat(5_000) + "]".repeat(5_000) + "\n" + good);
        assertThat(damaged(entries.subList(0, 1))).contains("nested deeper");
        assertThat(response(only(entries.subList(1, 2)))).hasToString(RESPONSE);
    }

    @Test
    void aRecordingOfNockHasTheHostInItsScope() {
        String nock =
                "[{\"scope\":\"https://llm.example.com:443\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"body\":"
                        + REQUEST + ",\"status\":200,\"response\":" + RESPONSE + "}]";
        assertThat(only(entries("nock.json", nock)).request().url()).isEqualTo(URL);
    }

    @Test
    void apiManagementHasMessagesAndCounts() {
        Exchange exchange = only(
                entries(
                        "log.jsonl",
                        "{\"TimeGenerated\":\"2026-01-01T00:00:00Z\",\"ModelName\":\"m\",\"RequestMessages\":"
                                + new TextNode("[{\"role\":\"user\",\"content\":\"hi\"}]")
                                + ",\"ResponseMessages\":[{\"role\":\"assistant\",\"content\":\"ho\"}],\"PromptTokens\":1,\"TotalTokens\":3}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange))
                .hasToString(
                        "{\"usage\":{\"prompt_tokens\":1,\"total_tokens\":3},\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"}}]}");
    }
}
