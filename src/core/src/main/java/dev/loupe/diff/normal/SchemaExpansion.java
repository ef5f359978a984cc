package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema.Obstacle;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves references and flattens {@code allOf}. */
final class SchemaExpansion {
    /** A schema with more parts in allOf is treated as an attack. */
    private static final int MOST_PARTS = 2_000;

    private final ReferenceResolver references;
    private final boolean openApi30;
    private final WorkBudget budget;

    SchemaExpansion(ReferenceResolver references, boolean openApi30, WorkBudget budget) {
        this.references = references;
        this.openApi30 = openApi30;
        this.budget = budget;
    }

    /** What a schema that is nothing but a reference refers to; any other schema itself. */
    SchemaRef target(SchemaRef ref) {
        if (ref.parts().size() != 1) {
            return ref;
        }
        SchemaRef.Part part = ref.parts().getFirst();
        boolean isReference = !part.base()
                && part.node().path("$ref").isTextual()
                && (openApi30 || part.node().size() == 1);
        return isReference
                        && references.followSchema(part.node(), part.at())
                                instanceof ReferenceResolver.Target.Found found
                ? SchemaRef.of(found.node(), found.at())
                : ref;
    }

    /** Adds the parts of a schema; returns the part that cannot be resolved, or null. */
    NormalSchema.@Nullable Unresolved expand(SchemaRef.Part part, List<SchemaRef.Part> flat) {
        return expand(part, flat, 0);
    }

    private NormalSchema.@Nullable Unresolved expand(SchemaRef.Part part, List<SchemaRef.Part> flat, int depth) {
        if (part.base()) {
            flat.add(part);
            return null;
        }
        if (depth > 200 || flat.size() > MOST_PARTS) {
            return new NormalSchema.Unresolved(part.at(), Obstacle.CYCLE);
        }
        if (!budget.take(1)) {
            return new NormalSchema.Unresolved(part.at(), Obstacle.TOO_COMPLEX);
        }
        JsonNode node = part.node();
        if (node.path("$ref").isTextual()) {
            NormalSchema.Unresolved unresolved =
                    switch (references.followSchema(node, part.at())) {
                        case ReferenceResolver.Target.Unresolved lost ->
                            new NormalSchema.Unresolved(part.at(), Obstacle.REFERENCE, lost.reference());
                        case ReferenceResolver.Target.Found found ->
                            expand(new SchemaRef.Part(found.node(), found.at(), false), flat, depth + 1);
                    };
            if (unresolved != null || openApi30) {
                // OpenAPI 3.0: siblings of $ref are ignored
                return unresolved;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            DocumentPointer at = part.at().then("allOf").then(index++);
            NormalSchema.Unresolved unresolved = expand(new SchemaRef.Part(each, at, false), flat, depth + 1);
            if (unresolved != null) {
                return unresolved;
            }
        }
        JsonNode negatedTwice = Keywords.doubleNegation(node);
        NormalSchema.Unresolved unresolved = negatedTwice == null
                ? null
                : expand(new SchemaRef.Part(negatedTwice, part.at().then("not").then("not"), false), flat, depth + 1);
        flat.add(part);
        return unresolved;
    }

    /** True when the option refers to the node. */
    boolean isAt(SchemaRef.Part option, JsonNode node) {
        return references.follow(option.node(), option.at()) instanceof ReferenceResolver.Target.Found found
                && same(found.node(), node);
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one elsewhere in the document
    static boolean same(JsonNode one, JsonNode other) {
        return one == other;
    }
}
