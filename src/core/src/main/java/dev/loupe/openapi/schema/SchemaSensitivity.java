package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts of a value can affect its validity, for each location; for a union, the parts for any of its branches. A
 * keyword that is not listed here makes its location and everything below it count.
 */
final class SchemaSensitivity {
    /** Keywords that depend on the type of a value or on its size. */
    private static final Set<String> AT_KINDS = Set.of(
            "type",
            "required",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "title",
            "description",
            "example",
            "examples",
            "$comment");

    private static final Set<String> ON_STRINGS = Set.of("pattern", "minLength", "maxLength");
    private static final Set<String> ON_NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
    private static final Set<String> COMPOSITIONS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> CHILDREN = Set.of("$ref", "properties", "additionalProperties", "items");

    private final JsonNode plain;
    private final ReferenceResolver references;
    private final Map<List<JsonPointer>, Place> places = new ConcurrentHashMap<>();
    private final Place everything = new Place(Looks.AT_ALL, Map.of(), List.of(), List.of());

    /** Reads the document as JSON Schema, as it is validated. */
    SchemaSensitivity(JsonNode plain) {
        this.plain = plain;
        this.references = new ReferenceResolver(plain);
    }

    /** What counts in addition to the type of a value: its text, its number, or all of it and everything below. */
    private record Looks(boolean texts, boolean numbers, boolean all) {
        private static final Looks AT_ALL = new Looks(true, true, true);
    }

    /** The location of a schema. */
    Place at(JsonPointer schemaAt) {
        return place(List.of(schemaAt));
    }

    private Place place(List<JsonPointer> schemas) {
        Place known = places.get(schemas);
        if (known == null) {
            known = make(schemas);
            places.put(schemas, known);
        }
        return known;
    }

    private Place make(List<JsonPointer> schemas) {
        Map<JsonPointer, JsonNode> all = new LinkedHashMap<>();
        boolean followed = true;
        List<JsonPointer> todo = new ArrayList<>(schemas);
        for (int i = 0; i < todo.size(); i++) {
            JsonNode schema = plain.at(todo.get(i));
            if (!schema.isObject() && !schema.isBoolean()) {
                return everything;
            }
            if (all.putIfAbsent(todo.get(i), schema) == null) {
                followed &= gather(todo.get(i), schema, todo);
            }
        }
        boolean texts = false;
        boolean numbers = false;
        Map<String, List<JsonPointer>> properties = new HashMap<>();
        List<JsonPointer> rest = new ArrayList<>();
        List<JsonPointer> items = new ArrayList<>();
        for (Map.Entry<JsonPointer, JsonNode> schema : all.entrySet()) {
            JsonPointer at = schema.getKey();
            for (Map.Entry<String, JsonNode> keyword : schema.getValue().properties()) {
                String word = keyword.getKey();
                texts |= ON_STRINGS.contains(word);
                numbers |= ON_NUMBERS.contains(word);
                boolean known = AT_KINDS.contains(word) || ON_STRINGS.contains(word) || ON_NUMBERS.contains(word);
                followed &= known || COMPOSITIONS.contains(word) || CHILDREN.contains(word) || word.startsWith("x-");
            }
            JsonPointer listed = at.appendProperty("properties");
            schema.getValue().path("properties").fieldNames().forEachRemaining(name -> properties
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(listed.appendProperty(name)));
            add(at, schema.getValue(), "additionalProperties", rest);
            add(at, schema.getValue(), "items", items);
        }
        // a property that one schema declares may be undeclared in another one
        properties.values().forEach(each -> each.addAll(rest));
        return followed ? new Place(new Looks(texts, numbers, false), properties, rest, items) : everything;
    }

    private static void add(JsonPointer at, JsonNode schema, String keyword, List<JsonPointer> places) {
        if (schema.has(keyword)) {
            places.add(at.appendProperty(keyword));
        }
    }

    /** Adds the schemas that apply to the same value; false when one has no target. */
    private boolean gather(JsonPointer at, JsonNode schema, List<JsonPointer> todo) {
        for (String keyword : COMPOSITIONS) {
            for (int branch = 0; branch < schema.path(keyword).size(); branch++) {
                todo.add(at.appendProperty(keyword).appendIndex(branch));
            }
        }
        if (!schema.has("$ref")) {
            return true;
        }
        Optional<ReferenceResolver.Located> target =
                references.target(schema.path("$ref").asText());
        target.ifPresent(found -> todo.add(found.pointer()));
        return target.isPresent();
    }

    /** A location in values, and what counts there. */
    final class Place {
        private final Looks looks;
        private final Map<String, List<JsonPointer>> listed;
        private final List<JsonPointer> rest;
        private final List<JsonPointer> items;
        private final Map<String, Place> properties = new ConcurrentHashMap<>();

        private Place(
                Looks looks, Map<String, List<JsonPointer>> listed, List<JsonPointer> rest, List<JsonPointer> items) {
            this.looks = looks;
            this.listed = listed;
            this.rest = rest;
            this.items = items;
        }

        /** Whether only the type of this value counts. */
        boolean ignores(JsonNode value) {
            return (value.isTextual() && !looks.texts()) || ((value.isInt() || value.isLong()) && !looks.numbers());
        }

        Place property(String name) {
            if (looks.all()) {
                return this;
            }
            List<JsonPointer> schemas = listed.get(name);
            if (schemas == null) {
                return place(rest);
            }
            Place known = properties.get(name);
            if (known == null) {
                known = place(schemas);
                properties.put(name, known);
            }
            return known;
        }

        Place item() {
            return looks.all() ? this : place(items);
        }
    }
}
