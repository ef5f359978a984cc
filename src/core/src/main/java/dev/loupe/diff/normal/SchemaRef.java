package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where a schema stands: all of its parts must hold. One part as a rule; more where {@code allOf} or a branch of a
 * union adds to what stands beside it. Equal when the same nodes of the document are meant.
 */
public record SchemaRef(List<Part> parts) {
    /** A schema that accepts everything, for the members that nobody describes. */
    public static final SchemaRef ANYTHING = new SchemaRef(List.of());

    /**
     * One schema of the document.
     *
     * @param base true when its own unions are looked at elsewhere
     */
    public record Part(JsonNode node, DocumentPointer at, boolean base) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the same node of the document is meant, not an equal text elsewhere
        public boolean equals(@Nullable Object other) {
            // A boolean schema is one shared node wherever it stands; what it means is the same everywhere.
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

    public static SchemaRef orAnything(@Nullable SchemaRef ref) {
        return ref == null ? ANYTHING : ref;
    }

    /** Where it is written: the last part is the most particular. */
    public DocumentPointer at() {
        return parts.isEmpty() ? DocumentPointer.ROOT : parts.getLast().at();
    }
}
