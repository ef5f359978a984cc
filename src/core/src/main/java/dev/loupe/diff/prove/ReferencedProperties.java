package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.openapi.values.PatternStringGenerator;
import java.util.Map;

/** The properties that keywords such as {@code not}, {@code if} or {@code dependentRequired} name. */
final class ReferencedProperties {
    /** Properties of one keyword that are tried. */
    private static final int MOST = 12;

    private ReferencedProperties() {}

    /**
     * Collects the names in a keyword.
     *
     * @param properties receives each name with its value in the keyword, or a missing node
     */
    static void collect(JsonNode keyword, Map<String, JsonNode> properties) {
        if (properties.size() >= MOST) {
            return;
        }
        Keywords.list(keyword, "required").forEach(name -> add(name.asText(), MissingNode.getInstance(), properties));
        keyword.path("properties").properties().forEach(each -> {
            JsonNode first = each.getValue().path("enum").path(0);
            add(each.getKey(), each.getValue().has("const") ? each.getValue().path("const") : first, properties);
        });
        for (String name : new String[] {"dependentRequired", "dependentSchemas", "dependencies"}) {
            keyword.path(name)
                    .fieldNames()
                    .forEachRemaining(property -> add(property, MissingNode.getInstance(), properties));
        }
        keyword.path("patternProperties").fieldNames().forEachRemaining(pattern -> {
            PatternStringGenerator.example(pattern).ifPresent(name -> add(name, MissingNode.getInstance(), properties));
        });
        for (String name : new String[] {"not", "if", "then", "else"}) {
            if (keyword.has(name)) {
                collect(keyword.path(name), properties);
            }
        }
    }

    private static void add(String name, JsonNode value, Map<String, JsonNode> properties) {
        if (properties.size() < MOST) {
            properties.putIfAbsent(name, value);
        }
    }
}
