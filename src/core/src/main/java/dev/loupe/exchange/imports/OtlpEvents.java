package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The messages of a call in events of their own, as the conventions had them before 1.37: {@code gen_ai.user.message}, {@code
 * gen_ai.choice} and others, or, before 1.28, {@code gen_ai.content.prompt} and {@code gen_ai.content.completion}.
 */
final class OtlpEvents {
    private static final String CHOICE = "gen_ai.choice";
    private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");

    private final ArrayNode input = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode output = JsonNodeFactory.instance.arrayNode();

    ArrayNode input() {
        return input;
    }

    ArrayNode output() {
        return output;
    }

    boolean isEmpty() {
        return input.isEmpty() && output.isEmpty();
    }

    static boolean isMessage(String event) {
        return event.equals(CHOICE) || !role(event).isEmpty();
    }

    /** Adds what an event has; other events have nothing. */
    void add(String event, JsonNode fields) {
        JsonNode content = ImportedMessages.unquoted(fields.path("gen_ai.event.content"));
        JsonNode body = content.isObject() ? content : fields;
        switch (event) {
            case CHOICE -> choice(body);
            case "gen_ai.content.prompt" -> all(ImportedMessages.unquoted(fields.path("gen_ai.prompt")), input);
            case "gen_ai.content.completion" ->
                all(ImportedMessages.unquoted(fields.path("gen_ai.completion")), output);
            default -> {
                if (isMessage(event)) {
                    input.add(message(body, role(event)));
                }
            }
        }
    }

    private static void all(JsonNode messages, ArrayNode into) {
        if (messages.isArray()) {
            messages.forEach(into::add);
        }
    }

    private void choice(JsonNode body) {
        JsonNode message = ImportedMessages.unquoted(body.path("message"));
        ObjectNode choice = message(message.isObject() ? message : body, "assistant");
        if (body.path("finish_reason").isTextual()) {
            choice.set("finish_reason", body.get("finish_reason"));
        }
        output.add(choice);
    }

    /** The role that the name of an event has; empty when it has none. */
    private static String role(String event) {
        return ROLES.stream()
                .filter(role -> event.equals("gen_ai." + role + ".message"))
                .findFirst()
                .orElse("");
    }

    private static ObjectNode message(JsonNode body, String role) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("role", body.path("role").asText(role));
        if (body.hasNonNull("content")) {
            message.set("content", body.get("content"));
        }
        if (body.hasNonNull("tool_calls")) {
            message.set("tool_calls", ImportedMessages.unquoted(body.get("tool_calls")));
        }
        if (role.equals("tool") && body.hasNonNull("id")) {
            message.set("tool_call_id", body.get("id"));
        }
        return message;
    }
}
