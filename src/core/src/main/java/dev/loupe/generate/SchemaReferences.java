package dev.loupe.generate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver;

/**
 * Corrects references that start at the schema of a body instead of the document, which tools that convert JSON Schemas write:
 * {@code #/properties/choices/items}. A reference to a schema that is missing is removed, so that the value may be anything.
 */
final class SchemaReferences {
    private final ReferenceResolver references;

    private SchemaReferences(JsonNode document) {
        references = new ReferenceResolver(document);
    }

    /** A copy of the document without references to what is missing. */
    static JsonNode corrected(JsonNode document) {
        JsonNode copy = document.deepCopy();
        new SchemaReferences(document).correct(copy, JsonPointer.empty(), JsonPointer.empty());
        return copy;
    }

    private void correct(JsonNode node, JsonPointer at, JsonPointer schema) {
        if (node instanceof ObjectNode object && ReferenceResolver.isReference(object)) {
            String reference = object.get("$ref").textValue();
            String fromSchema = reference.startsWith("#") ? "#" + schema + reference.substring(1) : reference;
            if (references.target(reference).isEmpty()) {
                if (references.target(fromSchema).isPresent()) {
                    object.put("$ref", fromSchema);
                } else if (!reference.equals("#")) {
                    object.remove("$ref");
                }
            }
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                JsonPointer child = at.appendProperty(entry.getKey());
                boolean body = entry.getKey().equals("schema") && at.toString().contains("/content/");
                correct(entry.getValue(), child, body && schema.matches() ? child : schema);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                correct(node.get(i), at.appendIndex(i), schema);
            }
        }
    }
}
