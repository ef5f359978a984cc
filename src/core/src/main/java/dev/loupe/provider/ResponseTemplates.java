package dev.loupe.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON by which the reference provider imitates a provider. A text {@code ${NAME}} stands for the value of a variable.
 *
 * @param error the body of an error
 * @param message what is added to a response and to each chunk
 * @param choice what is added to each choice of these
 * @param response what is added to a non-streaming response alone
 * @param usageChunk what is added to the chunk with the usage
 * @param headers the headers of a successful non-streaming response
 * @param comment a comment that its streams contain; empty for none
 */
public record ResponseTemplates(
        ObjectNode error,
        ObjectNode message,
        ObjectNode choice,
        ObjectNode response,
        ObjectNode usageChunk,
        SortedMap<String, String> headers,
        String comment) {
    static final Set<String> ERROR_VARIABLES = Set.of("message", "path", "request-id", "status", "status-text", "time");
    static final Set<String> CHOICE_VARIABLES = Set.of("finish-reason-upper-case");
    static final Set<String> PRICE_VARIABLES = Set.of("usd", "credits");

    public ResponseTemplates {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** Adds what a template has to an object; an object that both have is filled up. */
    public static void addTo(ObjectNode target, ObjectNode template, Map<String, JsonNode> variables) {
        template.properties().forEach(property -> {
            String name = property.getKey();
            if (property.getValue() instanceof ObjectNode inner && target.get(name) instanceof ObjectNode known) {
                addTo(known, inner, variables);
            } else {
                target.set(name, filled(property.getValue(), variables));
            }
        });
    }

    private static JsonNode filled(JsonNode template, Map<String, JsonNode> variables) {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            addTo(filled, object, variables);
            return filled;
        }
        if (template instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> filled.add(filled(item, variables)));
            return filled;
        }
        return isVariable(template) ? variables.getOrDefault(variable(template), template) : template;
    }

    static boolean isVariable(JsonNode node) {
        return node.isTextual()
                && node.textValue().startsWith("${")
                && node.textValue().endsWith("}");
    }

    static String variable(JsonNode node) {
        return node.textValue().substring(2, node.textValue().length() - 1);
    }
}
