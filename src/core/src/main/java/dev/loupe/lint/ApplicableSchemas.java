package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.SchemaParts;
import java.util.List;
import java.util.Optional;

/** Every schema that may apply to one value, through references, {@code allOf} and the branches of unions. */
public final class ApplicableSchemas {
    private final SchemaParts flat;
    private final List<Located> parts;

    private ApplicableSchemas(SchemaParts flat, List<JsonPointer> schemas) {
        this.flat = flat;
        this.parts = flat.withBranches(schemas);
    }

    static ApplicableSchemas of(JsonNode document, JsonPointer schema) {
        return new ApplicableSchemas(new SchemaParts(document), List.of(schema));
    }

    /** The schemas of the property of this name. */
    public ApplicableSchemas property(String name) {
        return new ApplicableSchemas(
                flat,
                parts.stream()
                        .filter(part -> part.node().path("properties").has(name))
                        .map(part -> part.pointer().appendProperty("properties").appendProperty(name))
                        .toList());
    }

    /** The schemas of the items of an array. */
    ApplicableSchemas items() {
        return new ApplicableSchemas(
                flat,
                parts.stream()
                        .filter(part -> part.node().has("items"))
                        .map(part -> part.pointer().appendProperty("items"))
                        .toList());
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The first value of an enum. */
    Optional<JsonNode> firstEnumValue() {
        return parts.stream()
                .map(part -> part.node().path("enum").path(0))
                .filter(JsonNode::isTextual)
                .findFirst();
    }
}
