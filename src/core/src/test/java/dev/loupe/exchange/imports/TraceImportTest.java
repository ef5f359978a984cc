package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of tracing tools. */
class TraceImportTest extends ImportedFiles {
    @Test
    void langfuseHasMessagesAndUsage() {
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

    @Test
    void aGenerationOfLangfuseNeedsNoTrace() {
        String line =
                "{\"type\":\"GENERATION\",\"model\":\"m\",\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                        + "\"output\":{\"role\":\"assistant\",\"content\":\"ho\"}}";
        assertThat(response(only(entries("observations.jsonl", line))).at("/choices/0/message/content"))
                .hasToString("\"ho\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openTelemetryHasMessagesInParts(boolean asText) {
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

    private static String attribute(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static String text(String json) {
        return "{\"stringValue\":" + new TextNode(json) + "}";
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
    void eventsOfOlderConventionsHoldOneMessageEach() {
        String user = "\"gen_ai.user.message\",\"attributes\":[" + attribute("content", text("hi")) + "]";
        String choice = "\"gen_ai.choice\",\"attributes\":[" + attribute("finish_reason", text("stop")) + ","
                + attribute("message", text("{\"role\":\"assistant\",\"content\":\"ho\"}")) + "]";
        Exchange exchange = only(entries(
                "span.json",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":["
                        + attribute("gen_ai.request.model", text("m")) + "],\"events\":[{\"name\":" + user
                        + "},{\"name\":" + choice + "}]}]}]}]}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange))
                .hasToString(
                        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"},\"finish_reason\":\"stop\"}]}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventsOnOtherLinesThanTheirSpanBelongToItsCall(boolean isSpanFirst) {
        String ids = "\"traceId\":\"t\",\"spanId\":\"s\",";
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + ids + "\"attributes\":["
                + attribute("gen_ai.request.model", text("m")) + "]}]}]}]}\n";
        String events = event(ids, "gen_ai.user.message", "{\"content\":\"hi\"}")
                + event(ids, "gen_ai.choice", "{\"index\":0,\"message\":{\"content\":\"ho\"}}")
                + event(
                        ids.replace("\"s\"", "\"alone\""),
                        "gen_ai.choice",
                        "{\"index\":0,\"message\":{\"content\":\"ho\"}}");
        String other = "{\"request\":" + REQUEST + ",\"response\":" + RESPONSE + "}\n";
        List<ImportedEntry> entries =
                entries("otlp.jsonl", isSpanFirst ? span + events + other : events + other + span);
        assertThat(entries)
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactlyInAnyOrder("Imported", "Skipped", "Imported");
        assertThat(entries.stream()
                        .filter(ImportedEntry.Imported.class::isInstance)
                        .map(entry ->
                                only(List.of(entry)).request().body().json().toString()))
                .containsExactly(REQUEST, REQUEST);
    }

    private static String event(String ids, String name, String body) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + ids + "\"eventName\":\"" + name
                + "\",\"body\":" + any(body) + "}]}]}]}\n";
    }

    @Test
    void eventsOfOneSpanAreOneCall() {
        String ids = "\"traceId\":\"t\",\"spanId\":\"";
        String tool =
                ids + "s\",\"eventName\":\"gen_ai.tool.message\",\"body\":" + any("{\"id\":\"c\",\"content\":\"4\"}");
        String other = ids + "o\",\"eventName\":\"gen_ai.user.message\",\"body\":" + any("{\"content\":\"x\"}");
        String choice = ids + "s\",\"attributes\":[" + attribute("event.name", text("gen_ai.choice")) + "],\"body\":"
                + any("{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"ho\"}}");
        List<ImportedEntry> entries = entries(
                "logs.json",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + tool + "},{" + other + "},{" + choice
                        + "}]}]}]}");
        assertThat(entries).hasSize(2);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(exchange.request().body().json())
                .hasToString("{\"messages\":[{\"role\":\"tool\",\"content\":\"4\",\"tool_call_id\":\"c\"}]}");
        assertThat(response(exchange).at("/choices/0/message/content").asText()).isEqualTo("ho");
        assertThat(skipped(entries.subList(1, 2))).startsWith("the messages were not captured");
    }

    @Test
    void eventsWithPromptAndCompletionHoldAllMessages() {
        String prompt = attribute("gen_ai.prompt", text("[{\"role\":\"user\",\"content\":\"hi\"}]"));
        String completion = attribute("gen_ai.completion", text("[{\"role\":\"assistant\",\"content\":\"ho\"}]"));
        Exchange exchange = only(entries(
                "span.json",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":["
                        + attribute("gen_ai.request.model", text("m"))
                        + "],\"events\":[{\"name\":\"gen_ai.content.prompt\",\"attributes\":[" + prompt
                        + "]},{\"name\":\"gen_ai.content.completion\",\"attributes\":[" + completion + "]}]}]}]}]}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange).at("/choices/0/message/content").asText()).isEqualTo("ho");
    }

    @Test
    void openInferenceHasBothBodies() {
        Exchange exchange = only(entries(
                "span.json",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":["
                        + attribute("input.value", text(REQUEST)) + "," + attribute("output.value", text(RESPONSE))
                        + "]}]}]}]}"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(exchange.origin().kind()).isEqualTo(Origin.Kind.ASSEMBLED);
    }
}
