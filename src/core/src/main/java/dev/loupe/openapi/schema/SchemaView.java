package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One schema with references followed and {@code allOf} unfolded. */
public final class SchemaView {
    private final List<Located> parts;

    private SchemaView(List<Located> parts) {
        this.parts = parts;
    }

    public static SchemaView of(JsonNode document, JsonPointer schema) {
        return new SchemaView(new SchemaParts(document).of(List.of(schema)));
    }

    /** The declared properties. */
    public Map<String, JsonPointer> properties() {
        Map<String, JsonPointer> properties = new LinkedHashMap<>();
        for (Located part : parts) {
            part.node()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(name -> properties.putIfAbsent(
                            name, part.pointer().appendProperty("properties").appendProperty(name)));
        }
        return properties;
    }

    public Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        parts.forEach(part -> part.node().path("required").forEach(name -> required.add(name.asText())));
        return required;
    }

    /** The schema of the items of an array, or of undeclared properties. */
    public Optional<JsonPointer> schema(String keyword) {
        return parts.stream()
                .filter(part -> part.node().path(keyword).isObject())
                .map(part -> part.pointer().appendProperty(keyword))
                .findFirst();
    }

    /** The branches of a union; empty when the schema is none. */
    public List<JsonPointer> branches() {
        List<JsonPointer> branches = new ArrayList<>();
        for (Located part : parts) {
            for (String union : List.of("oneOf", "anyOf")) {
                int size = branches.isEmpty() ? part.node().path(union).size() : 0;
                for (int i = 0; i < size; i++) {
                    branches.add(part.pointer().appendProperty(union).appendIndex(i));
                }
            }
        }
        return branches;
    }

    /** The first value of a keyword, or a missing node. */
    public JsonNode keyword(String name) {
        return parts.stream()
                .map(part -> part.node().path(name))
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Whether the value has a type of the schema. */
    public boolean hasTypeOf(JsonNode value) {
        return (value.isNumber() && (hasType("number") || hasType("integer")))
                || (value.isTextual() && hasType("string"))
                || (value.isBoolean() && hasType("boolean"))
                || (value.isArray() && hasType("array"))
                || (value.isObject() && hasType("object"));
    }

    /** One type, or one of several such as {@code [object, null]}. */
    private boolean hasType(String name) {
        JsonNode type = keyword("type");
        return type.isArray()
                ? type.valueStream().anyMatch(each -> each.asText().equals(name))
                : type.asText().equals(name);
    }

    public boolean isObject() {
        return hasType("object") || !properties().isEmpty();
    }

    public boolean isArray() {
        return hasType("array") || schema("items").isPresent();
    }

    /** Whether undeclared properties are forbidden. */
    public boolean isClosed() {
        return keyword("additionalProperties").isBoolean()
                && !keyword("additionalProperties").booleanValue();
    }
}
