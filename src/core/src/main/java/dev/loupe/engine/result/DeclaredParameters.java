package dev.loupe.engine.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a contract says of each member of the request, laid out flat. */
public final class DeclaredParameters {
    private static final int DEEPEST = 8;
    private static final int MOST = 300;
    private static final List<String> BOUNDS = List.of(
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "multipleOf",
            "pattern",
            "format",
            "default");

    private final JsonNode document;
    private final Map<String, Set<String>> ranges = new LinkedHashMap<>();

    private final Set<String> needed = new HashSet<>();

    private DeclaredParameters(JsonNode document) {
        this.document = document;
    }

    /**
     * One member of the request.
     *
     * @param at pointer with {@code *} for indices
     * @param range type and bounds, in the words of the schema; alternatives of a union joined by "or"
     */
    public record Declared(String at, String range) {}

    /** Of every JSON request body of the document; operations that share a body are told once. */
    public static List<Declared> in(JsonNode document) {
        DeclaredParameters found = new DeclaredParameters(document);
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                JsonNode body = found.resolved(operation.path("requestBody"));
                found.walk("", body.path("content").path("application/json").path("schema"), false, 0);
            }
        }
        List<Declared> declared = new ArrayList<>();
        found.ranges.forEach((at, ranges) -> declared.add(
                new Declared(at, String.join(" or ", ranges) + (found.needed.contains(at) ? ", required" : ""))));
        return declared;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < DEEPEST && at.path("$ref").asText().startsWith("#/"); i++) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    private void walk(String at, JsonNode unresolved, boolean required, int depth) {
        JsonNode schema = resolved(unresolved);
        if (depth > DEEPEST || ranges.size() > MOST || !schema.isObject()) {
            return;
        }
        String range = range(schema);
        if (!at.isEmpty() && !range.isEmpty()) {
            ranges.computeIfAbsent(at, a -> new LinkedHashSet<>()).add(range);
            if (required) {
                needed.add(at);
            }
        }
        for (String union : List.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode branch : schema.path(union)) {
                walk(at, branch, required, depth + 1);
            }
        }
        Set<String> must = new LinkedHashSet<>();
        schema.path("required").forEach(name -> must.add(name.asText()));
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            String name = member.getKey().replace("~", "~0").replace("/", "~1");
            walk(at + "/" + name, member.getValue(), must.contains(member.getKey()), depth + 1);
        }
        if (schema.has("items")) {
            walk(at + "/*", schema.path("items"), false, depth + 1);
        }
    }

    private static String range(JsonNode schema) {
        List<String> parts = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            parts.add(type.textValue());
        } else {
            type.forEach(t -> parts.add(t.asText()));
        }
        JsonNode minimum = schema.path("minimum");
        JsonNode maximum = schema.path("maximum");
        boolean both = minimum.isNumber() && maximum.isNumber();
        if (both) {
            parts.add(minimum + " to " + maximum);
        }
        for (String bound : BOUNDS) {
            if (schema.has(bound) && !(both && (bound.equals("minimum") || bound.equals("maximum")))) {
                parts.add(bound + " " + TextTruncation.text(schema.path(bound).toString(), 60));
            }
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(TextTruncation.text(value.toString(), 60)));
            parts.add(String.join(" | ", values.subList(0, Math.min(12, values.size())))
                    + (values.size() > 12 ? " | …" : ""));
        }
        if (schema.path("nullable").asBoolean()) {
            parts.add("nullable");
        }
        return String.join(", ", parts);
    }
}
