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
 * What the schemas of a document look at in a value, place by place; of a union, what any of its branches looks at. When in
 * doubt, at everything: a keyword that is not named here makes its place and all within it count.
 */
final class SchemaSensitivity {
    /** Keywords that look at the kind of a value or at how many things are in it. */
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

    private static final Set<String> AT_TEXTS = Set.of("pattern", "minLength", "maxLength");
    private static final Set<String> AT_NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
    private static final Set<String> PARTS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> MEMBERS = Set.of("$ref", "properties", "additionalProperties", "items");

    private final JsonNode plain;
    private final ReferenceResolver references;
    private final Map<List<JsonPointer>, Place> places = new ConcurrentHashMap<>();
    private final Place whole = new Place(Looks.AT_ALL, Map.of(), List.of(), List.of());

    /** Takes the document in the words of JSON Schema, as it is validated. */
    SchemaSensitivity(JsonNode plain) {
        this.plain = plain;
        this.references = new ReferenceResolver(plain);
    }

    /** At what: nothing but the kind of a value, or also at its text, at its number, at all of it and all within it. */
    private record Looks(boolean texts, boolean numbers, boolean all) {
        private static final Looks AT_ALL = new Looks(true, true, true);
    }

    /** The place that a schema is for. */
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
                return whole;
            }
            if (all.putIfAbsent(todo.get(i), schema) == null) {
                followed &= gather(todo.get(i), schema, todo);
            }
        }
        boolean texts = false;
        boolean numbers = false;
        Map<String, List<JsonPointer>> members = new HashMap<>();
        List<JsonPointer> rest = new ArrayList<>();
        List<JsonPointer> items = new ArrayList<>();
        for (Map.Entry<JsonPointer, JsonNode> schema : all.entrySet()) {
            JsonPointer at = schema.getKey();
            for (Map.Entry<String, JsonNode> keyword : schema.getValue().properties()) {
                String word = keyword.getKey();
                texts |= AT_TEXTS.contains(word);
                numbers |= AT_NUMBERS.contains(word);
                boolean known = AT_KINDS.contains(word) || AT_TEXTS.contains(word) || AT_NUMBERS.contains(word);
                followed &= known || PARTS.contains(word) || MEMBERS.contains(word) || word.startsWith("x-");
            }
            JsonPointer properties = at.appendProperty("properties");
            schema.getValue().path("properties").fieldNames().forEachRemaining(name -> members.computeIfAbsent(
                            name, n -> new ArrayList<>())
                    .add(properties.appendProperty(name)));
            add(at, schema.getValue(), "additionalProperties", rest);
            add(at, schema.getValue(), "items", items);
        }
        // a member that one schema lists may be another member to the schema beside it
        members.values().forEach(each -> each.addAll(rest));
        return followed ? new Place(new Looks(texts, numbers, false), members, rest, items) : whole;
    }

    private static void add(JsonPointer at, JsonNode schema, String keyword, List<JsonPointer> places) {
        if (schema.has(keyword)) {
            places.add(at.appendProperty(keyword));
        }
    }

    /** Adds the schemas that this one consists of on the spot; false when one cannot be found. */
    private boolean gather(JsonPointer at, JsonNode schema, List<JsonPointer> todo) {
        for (String keyword : PARTS) {
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

    /** A place in values, and what is looked at there. */
    final class Place {
        private final Looks looks;
        private final Map<String, List<JsonPointer>> listed;
        private final List<JsonPointer> rest;
        private final List<JsonPointer> items;
        private final Map<String, Place> members = new ConcurrentHashMap<>();

        private Place(
                Looks looks, Map<String, List<JsonPointer>> listed, List<JsonPointer> rest, List<JsonPointer> items) {
            this.looks = looks;
            this.listed = listed;
            this.rest = rest;
            this.items = items;
        }

        /** Whether no more than its kind is looked at in this value. */
        boolean leavesOut(JsonNode value) {
            return (value.isTextual() && !looks.texts()) || ((value.isInt() || value.isLong()) && !looks.numbers());
        }

        Place member(String name) {
            if (looks.all()) {
                return this;
            }
            List<JsonPointer> schemas = listed.get(name);
            if (schemas == null) {
                return place(rest);
            }
            Place known = members.get(name);
            if (known == null) {
                known = place(schemas);
                members.put(name, known);
            }
            return known;
        }

        Place item() {
            return looks.all() ? this : place(items);
        }
    }
}
