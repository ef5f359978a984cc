package dev.loupe.engine.result;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.SchemaParts;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/** The properties that a contract declares for its requests, as a flat list. */
@API(status = API.Status.EXPERIMENTAL)
public final class DeclaredParameters {
    /** As deep as {@link RequestField} reads requests. */
    private static final int DEEPEST = 6;

    private static final int MOST = 300;
    private static final JsonPointer SCHEMA = JsonPointer.compile("/content/application~1json/schema");
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

    private final SchemaParts schemas;
    private final Map<String, Set<String>> ranges = new LinkedHashMap<>();

    private final Set<String> required = new HashSet<>();

    private DeclaredParameters(JsonNode document) {
        this.schemas = new SchemaParts(document);
    }

    /**
     * One property of the request.
     *
     * @param at pointer with {@code *} for indices
     * @param range type and bounds, in the words of the schema; alternatives of a union joined by "or"
     */
    public record Parameter(String at, String range) {}

    /** The properties of every JSON request body of the document; a body that several operations share is listed once. */
    public static List<Parameter> in(JsonNode document) {
        DeclaredParameters found = new DeclaredParameters(document);
        ReferenceResolver references = new ReferenceResolver(document);
        for (Operation operation : Operation.of(document)) {
            references
                    .follow(operation.pointer().appendProperty("requestBody"))
                    .map(body -> body.pointer().append(SCHEMA))
                    .ifPresent(schema -> found.walk("", List.of(schema), false, 0));
        }
        List<Parameter> declared = new ArrayList<>();
        found.ranges.forEach((at, ranges) -> declared.add(
                new Parameter(at, String.join(" or ", ranges) + (found.required.contains(at) ? ", required" : ""))));
        return declared;
    }

    private void walk(String at, List<JsonPointer> applicable, boolean isRequired, int depth) {
        if (depth > DEEPEST || ranges.size() > MOST) {
            return;
        }
        Map<String, List<JsonPointer>> properties = new LinkedHashMap<>();
        Set<String> requiredNames = new HashSet<>();
        List<JsonPointer> items = new ArrayList<>();
        for (Located part : schemas.withBranches(applicable)) {
            String range = range(part.node());
            if (!at.isEmpty() && !range.isEmpty()) {
                ranges.computeIfAbsent(at, a -> new LinkedHashSet<>()).add(range);
                if (isRequired) {
                    required.add(at);
                }
            }
            JsonPointer listed = part.pointer().appendProperty("properties");
            part.node().path("properties").fieldNames().forEachRemaining(name -> properties
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(listed.appendProperty(name)));
            part.node().path("required").forEach(name -> requiredNames.add(name.asText()));
            if (part.node().has("items")) {
                items.add(part.pointer().appendProperty("items"));
            }
        }
        properties.forEach((name, found) ->
                walk(at + "/" + DocumentPointer.escaped(name), found, requiredNames.contains(name), depth + 1));
        if (!items.isEmpty()) {
            walk(at + "/*", items, false, depth + 1);
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
                parts.add(bound + " "
                        + TextTruncation.withLength(schema.path(bound).toString(), 60));
            }
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(TextTruncation.withLength(value.toString(), 60)));
            parts.add(String.join(" | ", values.subList(0, Math.min(12, values.size())))
                    + (values.size() > 12 ? " | …" : ""));
        }
        if (schema.path("nullable").asBoolean()) {
            parts.add("nullable");
        }
        return String.join(", ", parts);
    }
}
