package dev.loupe.diff.normal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schema in the document, as the parts that all apply. Usually one part; more for {@code allOf} and for a branch of
 * a union with sibling keywords. Equal when the parts are the same nodes of the document.
 */
public record SchemaRef(List<Part> parts) {
    /** A schema that accepts everything, for properties without a schema. */
    public static final SchemaRef ANYTHING = new SchemaRef(List.of());

    /**
     * One schema of the document.
     *
     * @param base true when its own unions are handled elsewhere
     */
    public record Part(JsonNode node, DocumentPointer at, boolean base) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the same node, not an equal one elsewhere in the document
        public boolean equals(@Nullable Object other) {
            // A boolean schema is one shared node; its meaning does not depend on the location.
            return other instanceof Part that && node == that.node && base == that.base;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(node);
        }
    }

    public static SchemaRef of(JsonNode node, DocumentPointer at) {
        return new SchemaRef(List.of(new Part(node, at, false)));
    }

    /**
     * The schema of what a media type transfers: of a body or, for a stream, of one item.
     *
     * @return empty when it has none
     */
    public static Optional<SchemaRef> ofMediaType(JsonNode media, DocumentPointer at, String type, JsonNode root) {
        if (!(new ReferenceResolver(root).follow(media, at) instanceof ReferenceResolver.Target.Found found)) {
            return Optional.empty();
        }
        List<JsonPointer> schemas =
                MediaTypeSchemas.of(new Located(found.at().toJsonPointer(), found.node()), type, root);
        if (schemas.size() < 2) {
            return schemas.stream().findFirst().map(schema -> of(root.at(schema), DocumentPointer.of(schema)));
        }
        ObjectNode kinds = JsonNodeFactory.instance.objectNode();
        ArrayNode branches = kinds.putArray("anyOf");
        schemas.forEach(schema -> branches.add(root.at(schema)));
        return Optional.of(of(kinds, found.at().then("itemSchema")));
    }

    public static SchemaRef orAnything(@Nullable SchemaRef ref) {
        return ref == null ? ANYTHING : ref;
    }

    /** Whether one of the parts is the schema that accepts nothing. */
    public boolean acceptsNothing() {
        return parts.stream().anyMatch(part -> Keywords.isFalse(part.node()));
    }

    /** The location of the last part, which is the most specific. */
    public DocumentPointer at() {
        return parts.isEmpty() ? DocumentPointer.ROOT : parts.getLast().at();
    }
}
