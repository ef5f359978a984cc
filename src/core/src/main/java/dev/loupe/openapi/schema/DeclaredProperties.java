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
 * Which members a schema knows, all branches of its unions together. Made once for each place; a schema that contains
 * itself is expanded only as deep as the values that are looked at.
 */
final class DeclaredProperties {
    /** Deeper than any answer of an API; what lies deeper is not looked at. */
    private static final int DEPTH = 200;

    private final SchemaParts parts;
    private final Map<List<JsonPointer>, Shape> shapes = new ConcurrentHashMap<>();

    DeclaredProperties(JsonNode document) {
        this.parts = new SchemaParts(document);
    }

    /**
     * What schemas together say of a value's members.
     *
     * @param open whether any name is fine: the schema lists none, or has additionalProperties
     * @param rest the schemas of members that are not listed
     */
    private record Shape(
            Map<String, List<JsonPointer>> members, boolean open, List<JsonPointer> rest, List<JsonPointer> items) {}

    /** Where the look is; a pointer is made only of the few places that are told. */
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

    List<JsonPointer> unknown(JsonPointer schemaAt, JsonNode value) {
        List<JsonPointer> unknown = new ArrayList<>();
        look(List.of(schemaAt), value, new Path(null, "", -1), DEPTH, unknown);
        return unknown;
    }

    private void look(List<JsonPointer> schemas, JsonNode value, Path at, int depth, List<JsonPointer> unknown) {
        if (!value.isContainerNode() || schemas.isEmpty() || depth == 0) {
            return;
        }
        Shape shape = shape(schemas);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                look(shape.items(), value.get(i), new Path(at, "", i), depth - 1, unknown);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            List<JsonPointer> known = shape.members().get(member.getKey());
            if (known == null && !shape.open()) {
                unknown.add(new Path(at, member.getKey(), -1).pointer());
            } else if (member.getValue().isContainerNode()) {
                List<JsonPointer> next = known == null ? shape.rest() : known;
                look(next, member.getValue(), new Path(at, member.getKey(), -1), depth - 1, unknown);
            }
        }
    }

    private Shape shape(List<JsonPointer> schemas) {
        Shape shape = shapes.get(schemas);
        if (shape == null) {
            shape = make(schemas);
            shapes.put(schemas, shape);
        }
        return shape;
    }

    private Shape make(List<JsonPointer> schemas) {
        Map<String, List<JsonPointer>> members = new HashMap<>();
        List<JsonPointer> rest = new ArrayList<>();
        List<JsonPointer> items = new ArrayList<>();
        boolean open = false;
        boolean lists = false;
        for (Located schema : parts.withBranches(schemas)) {
            JsonNode node = schema.node();
            JsonPointer at = schema.pointer();
            for (String name : names(node)) {
                lists = true;
                members.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(at.appendProperty("properties").appendProperty(name));
            }
            JsonNode additional = node.path("additionalProperties");
            open |= node.has("patternProperties") || additional.isObject() || additional.asBoolean(false);
            add(node, at, "additionalProperties", rest);
            add(node, at, "items", items);
        }
        return new Shape(members, open || !lists, rest, items);
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void add(JsonNode schema, JsonPointer at, String keyword, List<JsonPointer> places) {
        if (schema.path(keyword).isObject()) {
            places.add(at.appendProperty(keyword));
        }
    }
}
