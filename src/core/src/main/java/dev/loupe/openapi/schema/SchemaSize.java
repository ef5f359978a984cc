package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** How much a schema and everything that it refers to takes when it is compiled. */
final class SchemaSize {
    /** Objects of one schema, its references followed. The largest published messages have some thousand. */
    private static final int MOST = 50_000;

    private SchemaSize() {}

    /** Throws {@link BoundedPattern.Undecided} when the schema is too large to be compiled. */
    static void require(JsonNode document, JsonPointer schemaAt) {
        ReferenceResolver references = new ReferenceResolver(document);
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<JsonNode> todo = new ArrayDeque<>();
        todo.push(document.at(schemaAt));
        while (!todo.isEmpty()) {
            JsonNode node = todo.pop();
            if (!node.isContainerNode() || !seen.add(node)) {
                continue;
            }
            if (seen.size() > MOST) {
                throw new BoundedPattern.Undecided(
                        "the schema has more than " + MOST + " objects and arrays: too complex to validate against");
            }
            if (ReferenceResolver.isReference(node)) {
                references.target(node.get("$ref").textValue()).ifPresent(target -> todo.push(target.node()));
            }
            node.forEach(todo::push);
        }
    }
}
