package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spans and events of OpenTelemetry with the attributes of GenAI ({@code gen_ai.*}), as OTLP writes them in JSON, and single spans
 * with their attributes as an object, as exporters write them to a console or a table.
 */
final class OtlpFormat implements ImportFormat.OfFile, ImportFormat.OfRecord {
    private static final String DETAILS = "gen_ai.client.inference.operation.details";
    private static final List<String> SYSTEMS = List.of("gen_ai.", "llm.", "ai.", "openinference.");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.path("resourceSpans").isArray()
                || log.path("resourceLogs").isArray()
                || isSpan(log)
                || isSpan(log.path("spans").path(0));
    }

    private static boolean isSpan(JsonNode log) {
        boolean plain = ImportedMessages.unquoted(log.path("attributes")).isObject()
                || log.path("tags").isArray();
        return plain
                && attributesOf(log).propertyStream().anyMatch(attribute -> SYSTEMS.stream()
                        .anyMatch(system -> attribute.getKey().startsWith(system)));
    }

    /** The attributes of a span, which Jaeger calls tags. */
    private static ObjectNode attributesOf(JsonNode span) {
        return attributes(
                span.has("attributes") ? ImportedMessages.unquoted(span.get("attributes")) : span.path("tags"));
    }

    @Override
    public boolean matches(ImportFile file) {
        return matches(file.firstRecord());
    }

    /** A collector may write a span and its events on different lines, which a larger file does not connect. */
    @Override
    public void read(ImportFile file, EntrySink sink) throws IOException {
        if (!file.isComplete()) {
            JsonRecords.forEach(file, sink, this::any);
            return;
        }
        OtlpCalls calls = new OtlpCalls();
        EntrySink nothing = new EntrySink("", "", entry -> {});
        JsonRecords.forEach(file, nothing, (log, entries) -> collect(log, calls));
        JsonRecords.forEach(file, sink, (log, entries) -> {
            if (matches(log)) {
                emit(log, calls, entries);
            } else {
                any(log, entries);
            }
        });
    }

    /** Another line may be of another format. */
    private void any(JsonNode log, EntrySink sink) throws ImportException {
        Importers.record(log, sink);
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        OtlpCalls calls = new OtlpCalls();
        collect(log, calls);
        emit(log, calls, sink);
    }

    private static void collect(JsonNode log, OtlpCalls calls) {
        each(log, "resourceSpans", "scopeSpans", "spans", (span, at) -> calls.span(span));
        each(log, "resourceLogs", "scopeLogs", "logRecords", (event, at) -> {
            JsonNode body = value(event.path("body"), 0);
            String name = name(event, attributes(event.path("attributes")));
            if (OtlpEvents.isMessage(name) && body.isObject()) {
                calls.message(event, name, body);
            }
        });
    }

    private static void emit(JsonNode log, OtlpCalls calls, EntrySink sink) {
        each(log, "resourceSpans", "scopeSpans", "spans", (span, at) -> {
            LoggedSpan logged = new LoggedSpan(attributesOf(span), at, calls.messages(span));
            span.path("events").forEach(event -> {
                ObjectNode fields = attributes(event.path("attributes"));
                if (event.path("name").asText("").equals(DETAILS)) {
                    logged.attributes().setAll(fields);
                } else {
                    logged.events().add(event.path("name").asText(""), fields);
                }
            });
            // the SDK of Pydantic
            ImportedMessages.unquoted(logged.attributes().path("events")).forEach(event -> logged.events()
                    .add(event.path("event.name").asText(""), event));
            call(logged, sink);
        });
        each(log, "resourceLogs", "scopeLogs", "logRecords", (event, at) -> {
            ObjectNode attributes = attributes(event.path("attributes"));
            JsonNode body = value(event.path("body"), 0);
            String name = name(event, attributes);
            if (OtlpEvents.isMessage(name) && body.isObject()) {
                if (calls.isFirstOfCallWithoutSpan(event)) {
                    OtlpEvents messages = calls.messages(event);
                    if (messages.isEmpty()) {
                        messages.add(name, body);
                    }
                    call(new LoggedSpan(attributes, at, messages), sink);
                }
                return;
            }
            if (body.isObject()) {
                body.properties().forEach(each -> attributes.putIfAbsent(each.getKey(), each.getValue()));
            }
            call(new LoggedSpan(attributes, at, new OtlpEvents()), sink);
        });
    }

    private static String name(JsonNode event, ObjectNode attributes) {
        return event.path("eventName").asText(attributes.path("event.name").asText(""));
    }

    /** A call: the attributes of its span or event, and the messages in other events. */
    private record LoggedSpan(ObjectNode attributes, @Nullable Instant at, OtlpEvents events) {}

    private static void each(
            JsonNode log, String resources, String scopes, String parts, BiConsumer<JsonNode, @Nullable Instant> use) {
        if (parts.equals("spans")) {
            for (JsonNode span : isSpan(log) ? List.of(log) : log.path("spans")) {
                use.accept(
                        span,
                        ImportedMessages.time(
                                ImportedMessages.first(span, List.of("start_time", "startTime", "start_timestamp"))));
            }
        }
        for (JsonNode resource : log.path(resources)) {
            for (JsonNode scope : resource.path(scopes)) {
                for (JsonNode part : scope.path(parts)) {
                    String nanos = ImportedMessages.first(part, List.of("startTimeUnixNano", "timeUnixNano"))
                            .asText("");
                    use.accept(part, nanos.matches("[0-9]{12,18}|[1-8][0-9]{18}") ? time(Long.parseLong(nanos)) : null);
                }
            }
        }
    }

    static @Nullable Instant time(long value) {
        return value == 0 ? null : Instant.ofEpochSecond(value / 1_000_000_000, value % 1_000_000_000);
    }

    private static void call(LoggedSpan span, EntrySink sink) {
        sink.next();
        JsonNode attributes = span.attributes();
        String operation = attributes.path("gen_ai.operation.name").asText("");
        JsonNode input = ImportedMessages.unquoted(attributes.path("gen_ai.input.messages"));
        JsonNode output = ImportedMessages.unquoted(attributes.path("gen_ai.output.messages"));
        if (input.isMissingNode() && output.isMissingNode()) {
            JsonNode request = ImportedMessages.unquoted(attributes.path("input.value"));
            JsonNode response = ImportedMessages.unquoted(attributes.path("output.value"));
            if (ImportedMessages.isRequest(request) && ImportedMessages.isResponse(response)) {
                LoggedCall.assembled(span.at(), "", request, 0, response, sink);
                return;
            }
            LoggedCall logged = OtlpMessages.ofLogfire(attributes);
            if (logged != null) {
                logged.emit(span.at(), sink);
                return;
            }
            input = first(span.events().input(), OtlpIndexedMessages.requests(attributes));
            output = first(span.events().output(), OtlpIndexedMessages.responses(attributes));
            if (input.isEmpty() && attributes.has("ai.prompt.messages")) {
                input = ImportedMessages.unquoted(attributes.path("ai.prompt.messages"));
                output = OtlpMessages.ofAiSdk(attributes);
            }
        }
        if (operation.isEmpty() && input.isEmpty() && output.isEmpty()) {
            sink.skipped("no call of a model");
        } else if (!operation.isEmpty() && !operation.equals("chat") && !operation.equals("generate_content")) {
            sink.skipped("gen_ai.operation.name " + operation + " is no chat");
        } else if (isCut(input) || isCut(output)) {
            sink.damaged("its messages are not whole JSON (gen_ai.input.messages, gen_ai.output.messages);"
                    + " raise the length limit of attributes");
        } else if (input.isEmpty() || output.isEmpty()) {
            sink.skipped("the messages were not captured (gen_ai.input.messages and gen_ai.output.messages)");
        } else {
            OtlpMessages.call(attributes, input, output).emit(span.at(), sink);
        }
    }

    private static boolean isCut(JsonNode messages) {
        return messages.isTextual() && messages.textValue().startsWith("[");
    }

    private static ArrayNode first(ArrayNode messages, ArrayNode others) {
        return messages.isEmpty() ? others : messages;
    }

    /** Attributes as one object: {@code [{"key": "a", "value": {"intValue": "1"}}]}. */
    private static ObjectNode attributes(JsonNode list) {
        ObjectNode attributes = NODES.objectNode();
        if (list instanceof ObjectNode plain) {
            return attributes.setAll(plain);
        }
        for (JsonNode attribute : list) {
            attributes.set(attribute.path("key").asText(""), value(attribute.path("value"), 0));
        }
        return attributes;
    }

    private static JsonNode value(JsonNode value, int depth) {
        if (value.isValueNode()) {
            return value;
        }
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
