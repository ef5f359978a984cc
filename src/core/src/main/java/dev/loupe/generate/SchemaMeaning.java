package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a schema means to the type of a value. */
final class SchemaMeaning {
    private static final Set<String> PROSE =
            Set.of("description", "title", "example", "examples", "default", "deprecated", "externalDocs", "nullable");

    private SchemaMeaning() {}

    /** The schema without prose: equal for schemas of one type. */
    static JsonNode of(JsonNode schema) {
        if (schema.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            schema.forEach(item -> copy.add(of(item)));
            return copy;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(entry -> {
            if (entry.getKey().equals("properties") && entry.getValue().isObject()) {
                ObjectNode properties = copy.putObject("properties");
                entry.getValue()
                        .properties()
                        .forEach(property -> properties.set(property.getKey(), of(property.getValue())));
            } else if (!PROSE.contains(entry.getKey()) && !entry.getKey().startsWith("x-")) {
                copy.set(entry.getKey(), of(entry.getValue()));
            }
        });
        return copy;
    }
}
