package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Spans and events of OpenTelemetry with the attributes of GenAI ({@code gen_ai.*}), as OTLP writes them in JSON. */
final class OtlpFormat implements ImportFormat.OfRecord {
    private static final String DETAILS = "gen_ai.client.inference.operation.details";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.path("resourceSpans").isArray() || log.path("resourceLogs").isArray();
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        each(log, "resourceSpans", "scopeSpans", "spans", (span, at) -> {
            ObjectNode attributes = attributes(span.path("attributes"));
            span.path("events").forEach(event -> {
                if (event.path("name").asText("").equals(DETAILS)) {
                    attributes.setAll(attributes(event.path("attributes")));
                }
            });
            call(attributes, at, sink);
        });
        each(log, "resourceLogs", "scopeLogs", "logRecords", (event, at) -> {
            ObjectNode attributes = attributes(event.path("attributes"));
            if (event.path("body").path("kvlistValue").isObject()) {
                attributes(event.at("/body/kvlistValue/values"))
                        .properties()
                        .forEach(each -> attributes.putIfAbsent(each.getKey(), each.getValue()));
            }
            call(attributes, at, sink);
        });
    }

    private static void each(
            JsonNode log, String resources, String scopes, String parts, BiConsumer<JsonNode, @Nullable Instant> use) {
        for (JsonNode resource : log.path(resources)) {
            for (JsonNode scope : resource.path(scopes)) {
                for (JsonNode part : scope.path(parts)) {
                    String nanos = Messages.first(part, java.util.List.of("startTimeUnixNano", "timeUnixNano"))
                            .asText("");
                    use.accept(part, nanos.matches("[0-9]{12,19}") ? time(nanos) : null);
                }
            }
        }
    }

    private static @Nullable Instant time(String nanos) {
        long value = Long.parseLong(nanos);
        return value == 0 ? null : Instant.ofEpochSecond(value / 1_000_000_000, value % 1_000_000_000);
    }

    private static void call(ObjectNode attributes, @Nullable Instant at, EntrySink sink) {
        sink.next();
        String operation = attributes.path("gen_ai.operation.name").asText("");
        JsonNode input = Messages.unquoted(attributes.path("gen_ai.input.messages"));
        JsonNode output = Messages.unquoted(attributes.path("gen_ai.output.messages"));
        if (input.isMissingNode() && output.isMissingNode()) {
            ArrayNode requests = OtlpIndexedMessages.requests(attributes);
            ArrayNode responses = OtlpIndexedMessages.responses(attributes);
            if (!requests.isEmpty() && !responses.isEmpty()) {
                OtlpMessages.call(attributes, requests, responses).emit(at, sink);
                return;
            }
        }
        if (operation.isEmpty() && input.isMissingNode() && output.isMissingNode()) {
            sink.skipped("no call of a model");
        } else if (!operation.isEmpty() && !operation.equals("chat") && !operation.equals("generate_content")) {
            sink.skipped("gen_ai.operation.name " + operation + " is no chat");
        } else if (!input.isArray() || !output.isArray()) {
            sink.skipped("the messages were not captured (gen_ai.input.messages and gen_ai.output.messages)");
        } else {
            OtlpMessages.call(attributes, input, output).emit(at, sink);
        }
    }

    /** Attributes as one object: {@code [{"key": "a", "value": {"intValue": "1"}}]}. */
    private static ObjectNode attributes(JsonNode list) {
        ObjectNode attributes = NODES.objectNode();
        for (JsonNode attribute : list) {
            attributes.set(attribute.path("key").asText(""), value(attribute.path("value"), 0));
        }
        return attributes;
    }

    private static JsonNode value(JsonNode value, int depth) {
        for (Map.Entry<String, JsonNode> typed : value.properties()) {
            JsonNode content = typed.getValue();
            switch (typed.getKey()) {
                case "intValue" -> {
                    // 64-bit integers are strings in JSON
                    return content.isTextual() && content.textValue().matches("-?[0-9]{1,18}")
                            ? NODES.numberNode(Long.parseLong(content.textValue()))
                            : content;
                }
                case "arrayValue" -> {
                    ArrayNode items = NODES.arrayNode();
                    if (depth < 100) {
                        content.path("values").forEach(item -> items.add(value(item, depth + 1)));
                    }
                    return items;
                }
                case "kvlistValue" -> {
                    ObjectNode object = NODES.objectNode();
                    if (depth < 100) {
                        content.path("values")
                                .forEach(each ->
                                        object.set(each.path("key").asText(""), value(each.path("value"), depth + 1)));
                    }
                    return object;
                }
                default -> {
                    return content;
                }
            }
        }
        return NODES.nullNode();
    }
}
