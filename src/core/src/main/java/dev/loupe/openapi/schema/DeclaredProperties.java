package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a schema declares, all branches of its unions together. Built once for each location; a recursive
 * schema is expanded only as deep as the values.
 */
final class DeclaredProperties {
    /** Deeper than any response of an API; deeper values are not read. */
    private static final int DEPTH = 200;

    private final SchemaParts parts;
    private final Map<List<JsonPointer>, Declared> cache = new ConcurrentHashMap<>();

    DeclaredProperties(JsonNode document) {
        this.parts = new SchemaParts(document);
    }

    /**
     * The properties that several schemas declare together.
     *
     * @param open whether any name is allowed: the schema declares none, or has additionalProperties
     * @param rest the schemas of undeclared properties
     */
    private record Declared(
            Map<String, List<JsonPointer>> properties, boolean open, List<JsonPointer> rest, List<JsonPointer> items) {}

    /** A location; a pointer is built only for the few that are reported. */
    private record Path(@Nullable Path parent, String name, int index) {
        JsonPointer pointer() {
            if (parent == null) {
                return JsonPointer.empty();
            }
            return index < 0
                    ? parent.pointer().appendProperty(name)
                    : parent.pointer().appendIndex(index);
        }
    }

    List<JsonPointer> unknown(List<JsonPointer> schemas, JsonNode value) {
        List<JsonPointer> unknown = new ArrayList<>();
        visit(schemas, value, new Path(null, "", -1), DEPTH, unknown);
        return unknown;
    }

    private void visit(List<JsonPointer> schemas, JsonNode value, Path at, int depth, List<JsonPointer> unknown) {
        if (!value.isContainerNode() || schemas.isEmpty() || depth == 0) {
            return;
        }
        Declared declared = declared(schemas);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visit(declared.items(), value.get(i), new Path(at, "", i), depth - 1, unknown);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            List<JsonPointer> known = declared.properties().get(property.getKey());
            if (known == null && !declared.open()) {
                unknown.add(new Path(at, property.getKey(), -1).pointer());
            } else if (property.getValue().isContainerNode()) {
                List<JsonPointer> next = known == null ? declared.rest() : known;
                visit(next, property.getValue(), new Path(at, property.getKey(), -1), depth - 1, unknown);
            }
        }
    }

    private Declared declared(List<JsonPointer> schemas) {
        Declared declared = cache.get(schemas);
        if (declared == null) {
            declared = make(schemas);
            cache.put(schemas, declared);
        }
        return declared;
    }

    private Declared make(List<JsonPointer> schemas) {
        Map<String, List<JsonPointer>> properties = new HashMap<>();
        List<JsonPointer> rest = new ArrayList<>();
        List<JsonPointer> items = new ArrayList<>();
        boolean open = false;
        boolean any = false;
        for (Located schema : parts.withBranches(schemas)) {
            JsonNode node = schema.node();
            JsonPointer at = schema.pointer();
            for (String name : names(node)) {
                any = true;
                properties
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(at.appendProperty("properties").appendProperty(name));
            }
            JsonNode additional = node.path("additionalProperties");
            open |= node.has("patternProperties") || additional.isObject() || additional.asBoolean(false);
            add(node, at, "additionalProperties", rest);
            add(node, at, "items", items);
        }
        return new Declared(properties, open || !any, rest, items);
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void add(JsonNode schema, JsonPointer at, String keyword, List<JsonPointer> locations) {
        if (schema.path(keyword).isObject()) {
            locations.add(at.appendProperty(keyword));
        }
    }
}
