package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.text.Utf8Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Spans of OpenTelemetry GenAI as OTLP writes them in JSON. Streams, errors, headers and status are not part of them. */
final class OtelExport implements ExportFormat {
    private static final Map<String, String> PARAMETERS = new TreeMap<>(Map.of(
            "model", "gen_ai.request.model",
            "max_tokens", "gen_ai.request.max_tokens",
            "temperature", "gen_ai.request.temperature",
            "top_p", "gen_ai.request.top_p",
            "seed", "gen_ai.request.seed",
            "frequency_penalty", "gen_ai.request.frequency_penalty",
            "presence_penalty", "gen_ai.request.presence_penalty",
            "n", "gen_ai.request.choice.count"));

    @Override
    public String name() {
        return "otel";
    }

    @Override
    public String before() {
        return "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"scope\":{\"name\":\"loupe\"},\"spans\":[\n";
    }

    @Override
    public String between() {
        return ",\n";
    }

    @Override
    public String after() {
        return "\n]}]}]}\n";
    }

    @Override
    public Optional<JsonNode> entry(Exchange exchange) {
        JsonNode request = exchange.request().body().json();
        if (!(exchange.reply() instanceof Reply.Answered answered)
                || !answered.body().json().path("choices").isArray()
                || !request.path("messages").isArray()) {
            return Optional.empty();
        }
        ObjectNode span = JsonNodeFactory.instance.objectNode();
        span.put("name", "chat").put("kind", 3);
        Instant at = exchange.origin().recordedAt();
        if (at != null) {
            span.put("startTimeUnixNano", at.getEpochSecond() + String.format(Locale.ROOT, "%09d", at.getNano()));
        }
        ArrayNode attributes = span.putArray("attributes");
        attribute(attributes, "gen_ai.operation.name", JsonNodeFactory.instance.textNode("chat"));
        PARAMETERS.forEach((parameter, attribute) -> attribute(attributes, attribute, request.path(parameter)));
        JsonNode response = answered.body().json();
        attribute(attributes, "gen_ai.response.id", response.path("id"));
        attribute(attributes, "gen_ai.response.model", response.path("model"));
        attribute(attributes, "gen_ai.usage.input_tokens", response.at("/usage/prompt_tokens"));
        attribute(attributes, "gen_ai.usage.output_tokens", response.at("/usage/completion_tokens"));
        ArrayNode input = JsonNodeFactory.instance.arrayNode();
        request.path("messages").forEach(message -> input.add(message(message)));
        ArrayNode output = JsonNodeFactory.instance.arrayNode();
        for (JsonNode choice : response.path("choices")) {
            ObjectNode message = message(choice.path("message"));
            if (choice.path("finish_reason").isTextual()) {
                message.set("finish_reason", choice.get("finish_reason"));
            }
            output.add(message);
        }
        text(attributes, "gen_ai.input.messages", input);
        text(attributes, "gen_ai.output.messages", output);
        return Optional.of(span);
    }

    private static ObjectNode message(JsonNode message) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (message.path("role").isTextual()) {
            out.set("role", message.get("role"));
        }
        ArrayNode parts = out.putArray("parts");
        JsonNode content = message.path("content");
        if (message.path("role").asText("").equals("tool")) {
            parts.addObject()
                    .put("type", "tool_call_response")
                    .put("id", message.path("tool_call_id").asText(""))
                    .set("response", content);
            return out;
        }
        if (content.isTextual()) {
            parts.addObject().put("type", "text").set("content", content);
        }
        for (JsonNode part : content) {
            if (part.path("text").isTextual()) {
                parts.addObject().put("type", "text").set("content", part.get("text"));
            } else if (part.at("/image_url/url").isTextual()) {
                parts.addObject().put("type", "uri").put("modality", "image").set("uri", part.at("/image_url/url"));
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            parts.addObject()
                    .put("type", "tool_call")
                    .put("id", call.path("id").asText(""))
                    .put("name", call.at("/function/name").asText(""))
                    .put("arguments", call.at("/function/arguments").asText(""));
        }
        return out;
    }

    private static void text(ArrayNode attributes, String key, JsonNode value) {
        attribute(attributes, key, JsonNodeFactory.instance.textNode(Utf8Json.text(value)));
    }

    private static void attribute(ArrayNode attributes, String key, JsonNode value) {
        if (!value.isTextual() && !value.isNumber()) {
            return;
        }
        ObjectNode typed = attributes.addObject().put("key", key).putObject("value");
        if (value.isTextual()) {
            typed.set("stringValue", value);
        } else if (value.isIntegralNumber()) {
            // 64-bit integers are strings in JSON
            typed.put("intValue", value.asText());
        } else {
            typed.set("doubleValue", value);
        }
    }
}
