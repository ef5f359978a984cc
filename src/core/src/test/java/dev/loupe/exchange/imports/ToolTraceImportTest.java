package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Exchange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Import of the traces of SDKs and of tools that record calls in their own way. */
class ToolTraceImportTest extends ImportedFiles {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"root_span_id\":\"r\",\"span_attributes\":{\"type\":\"llm\"},\"input\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"output\":[{\"index\":0,\"message\":{\"content\":\"ho\"},\"finish_reason\":\"stop\"}],"
                        + "\"metadata\":{\"model\":\"m\",\"temperature\":0,\"customer\":\"x\"},\"metrics\":{\"prompt_tokens\":3,\"tokens\":5}}",
                "{\"meta\":{\"span.kind\":\"llm\",\"model_name\":\"m\",\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                        + "\"output\":{\"messages\":[{\"content\":\"ho\"}]},\"metadata\":{\"temperature\":0,\"customer\":\"x\"}},"
                        + "\"metrics\":{\"input_tokens\":3,\"total_tokens\":5}}"
            })
    void spansOfTracingToolsHoldMessagesParametersAndUsage(String line) {
        Exchange exchange = only(entries("spans.jsonl", line));
        assertThat(exchange.request().body().json())
                .hasToString(REQUEST.substring(0, REQUEST.length() - 1) + ",\"temperature\":0}");
        assertThat(response(exchange).at("/choices/0/message")).hasToString("{\"content\":\"ho\"}");
        assertThat(response(exchange).path("usage")).hasToString("{\"prompt_tokens\":3,\"total_tokens\":5}");
        assertThat(skipped(entries("other.jsonl", line.replace("\"llm\"", "\"task\""))))
                .isEqualTo("a span that is no call of a model");
    }

    @Test
    void messagesThatAreCutAreDamaged() {
        String attribute = "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}";
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":["
                + attribute.formatted("gen_ai.operation.name", "chat") + ","
                + attribute.formatted("gen_ai.input.messages", "[]") + ","
                + attribute.formatted("gen_ai.output.messages", "[{\\\"role\\\":\\\"ass") + "]}]}]}]}";
        assertThat(damaged(entries("spans.json", span))).startsWith("its messages are not whole JSON");
    }

    @Test
    void aSpanMayHaveItsAttributesAsAnObject() {
        Exchange exchange = only(entries(
                "spans.jsonl",
                "{\"name\":\"chat\",\"start_time\":\"2026-01-01T00:00:00Z\",\"attributes\":{\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"m\",\"events\":"
                        + new TextNode(
                                "[{\"event.name\":\"gen_ai.user.message\",\"content\":\"hi\",\"role\":\"user\"},{\"event.name\":\"gen_ai.choice\",\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"}}]")
                        + "}}"));
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00Z");
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange).at("/choices/0/message/content").asText()).isEqualTo("ho");
        assertThat(response(exchange).at("/choices/0").has("finish_reason")).isFalse();
    }

    @Test
    void theAiSdkHasItsOwnAttributes() {
        String attributes =
                "{\"attributes\":{\"ai.model.id\":\"m\",\"gen_ai.request.model\":\"m\",\"ai.prompt.messages\":\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hi\\\"}]\",\"ai.response.text\":\"ho\",\"ai.response.finishReason\":\"content-filter\"EXTRA}}";
        Exchange exchange = only(entries("spans.jsonl", attributes.replace("EXTRA", "")));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange).at("/choices/0"))
                .hasToString(
                        "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"},\"finish_reason\":\"content_filter\"}");
        assertThat(skipped(entries("tools.jsonl", attributes.replace("EXTRA", ",\"ai.response.toolCalls\":\"[]\""))))
                .startsWith("the messages were not captured");
    }

    @Test
    void aRunOfLangSmithHasMessagesOfLangChain() {
        Exchange exchange = only(entries(
                "runs.jsonl",
                "{\"run_type\":\"llm\",\"start_time\":\"2026-01-01T00:00:00Z\",\"inputs\":{\"messages\":[[{\"lc\":1,\"id\":[\"messages\",\"HumanMessage\"],\"kwargs\":{\"content\":\"hi\"}}]]},"
                        + "\"outputs\":{\"generations\":[[{\"generation_info\":{\"finish_reason\":\"stop\"},\"message\":{\"type\":\"ai\",\"data\":{\"content\":\"ho\"}}}]],\"llm_output\":{\"token_usage\":{\"prompt_tokens\":1}}},"
                        + "\"extra\":{\"invocation_params\":{\"model\":\"m\"}}}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange))
                .hasToString(
                        "{\"usage\":{\"prompt_tokens\":1},\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"},\"finish_reason\":\"stop\"}]}");
    }

    @Test
    void aRunOfLangSmithWithTheBodiesOfTheApiHasItsToolsAmongItsOwnData() {
        String tools = "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";
        Exchange exchange = only(entries(
                "runs.jsonl",
                "{\"run_type\":\"llm\",\"inputs\":" + REQUEST + ",\"outputs\":" + RESPONSE
                        + ",\"extra\":{\"invocation_params\":{\"_type\":\"chat\",\"model\":\"other\",\"stop\":null,\"tools\":"
                        + tools + "}}}"));
        assertThat(exchange.request().body().json())
                .hasToString(REQUEST.substring(0, REQUEST.length() - 1) + ",\"tools\":" + tools + "}");
        assertThat(response(exchange)).hasToString(RESPONSE);
    }

    /** Rows as objects, and as lines with the attributes as text. */
    @Test
    void rowsOfLogfireHaveTheBodiesOrThePartsThatItsSdkRead() {
        String span = "{\"start_timestamp\":\"2025-11-15T06:18:00Z\",\"attributes\":%s}";
        String data = "{\"request_data\":" + REQUEST + ",\"response_data\":%s,\"gen_ai.response.model\":\"m-1\"}";
        String whole = data.formatted(
                "{\"message\":{\"role\":\"assistant\",\"content\":\"ho\"},\"usage\":{\"prompt_tokens\":1}}");
        String stream = data.formatted("{\"combined_chunk_content\":\"ho\",\"chunk_count\":2}");
        String failed = data.formatted("{}");
        List<ImportedEntry> rows = entries(
                "rows.json",
                "{\"columns\":[{\"name\":\"attributes\"}],\"rows\":[" + span.formatted(whole) + ","
                        + span.formatted(stream) + "," + span.formatted(failed) + "]}");
        assertThat(rows).hasSize(3);
        Exchange exchange = only(rows.subList(0, 1));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange))
                .hasToString(
                        "{\"model\":\"m-1\",\"usage\":{\"prompt_tokens\":1},\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"}}]}");
        assertThat(exchange.origin().recordedAt()).isEqualTo(Instant.parse("2025-11-15T06:18:00Z"));
        assertThat(response(only(rows.subList(1, 2))).at("/choices/0/message/content"))
                .hasToString("\"ho\"");
        assertThat(skipped(rows.subList(2, 3))).isEqualTo("no call of a model");
        Exchange line = only(entries("line.ndjson", span.formatted(new TextNode(whole))));
        assertThat(response(line)).isEqualTo(response(exchange));
    }

    @Test
    void jaegerHasTagsOfSpans() {
        String tags =
                "{\"key\":\"gen_ai.request.model\",\"type\":\"string\",\"value\":\"m\"},{\"key\":\"gen_ai.prompt.0.role\",\"value\":\"user\"},"
                        + "{\"key\":\"gen_ai.prompt.0.content\",\"value\":\"hi\"},{\"key\":\"gen_ai.completion.0.content\",\"value\":\"ho\"},{\"key\":\"gen_ai.completion.0.role\",\"value\":\"assistant\"}";
        Exchange exchange =
                only(entries("trace.json", "{\"data\":[{\"traceID\":\"t\",\"spans\":[{\"tags\":[" + tags + "]}]}]}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange).at("/choices/0/message"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"ho\"}");
    }
}
