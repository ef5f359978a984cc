package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flat reading of schemas: every schema object that applies to the same value, with {@code $ref} followed and
 * {@code allOf} unfolded. A schema that contains itself this way is listed once.
 */
public final class SchemaParts {
    private static final List<String> ALL_OF = List.of("allOf");
    private static final List<String> ALL_COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode document;
    private final ReferenceResolver references;
    /** From OpenAPI 3.1 on, keywords next to a {@code $ref} apply too. */
    private final boolean siblingsApply;

    public SchemaParts(JsonNode document) {
        this.document = document;
        this.references = new ReferenceResolver(document);
        this.siblingsApply = !document.path("openapi").asText("3.0").startsWith("3.0");
    }

    /** What must be valid for the value; the branches of {@code anyOf} and {@code oneOf} are left out. */
    public List<Located> of(List<JsonPointer> schemas) {
        return unfolded(schemas, ALL_OF);
    }

    /** What may apply to the value: the same, and every branch of {@code anyOf} and {@code oneOf}. */
    public List<Located> withBranches(List<JsonPointer> schemas) {
        return unfolded(schemas, ALL_COMPOSITIONS);
    }

    private List<Located> unfolded(List<JsonPointer> schemas, List<String> compositions) {
        Map<JsonPointer, Located> parts = new LinkedHashMap<>();
        List<JsonPointer> todo = new ArrayList<>(schemas);
        for (int i = 0; i < todo.size(); i++) {
            JsonPointer at = todo.get(i);
            JsonNode node = document.at(at);
            boolean reference = ReferenceResolver.isReference(node);
            if (!node.isMissingNode() && (!reference || (siblingsApply && node.size() > 1))) {
                add(new Located(at, node), compositions, parts, todo);
            }
            if (reference
                    && references.followSchema(node, DocumentPointer.of(at))
                            instanceof ReferenceResolver.Target.Found found) {
                todo.add(found.at().toJsonPointer());
            }
        }
        return List.copyOf(parts.values());
    }

    private static void add(
            Located part, List<String> compositions, Map<JsonPointer, Located> parts, List<JsonPointer> todo) {
        if (parts.putIfAbsent(part.pointer(), part) != null) {
            return;
        }
        for (String keyword : compositions) {
            for (int branch = 0; branch < part.node().path(keyword).size(); branch++) {
                todo.add(part.pointer().appendProperty(keyword).appendIndex(branch));
            }
        }
    }
}
