package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The discriminator of a union.
 *
 * @param property the property that selects the variant
 * @param values those of the property, by the name of the component that they select
 */
record DiscriminatorMapping(String property, Map<String, List<String>> values) {
    static DiscriminatorMapping of(JsonNode union) {
        JsonNode discriminator = union.path("discriminator");
        Map<String, List<String>> values = new HashMap<>();
        discriminator.path("mapping").properties().forEach(entry -> {
            String target = entry.getValue().asText();
            values.computeIfAbsent(target.substring(target.lastIndexOf('/') + 1), name -> new ArrayList<>())
                    .add(entry.getKey());
        });
        return new DiscriminatorMapping(discriminator.path("propertyName").asText(), values);
    }

    /** The values that the mapping has for this variant. */
    List<String> values(JsonNode variant) {
        String name = variant.path("x-name").asText();
        return name.isEmpty() ? List.of() : values.getOrDefault(name, List.of());
    }

    /** The variant with its values in the schema of the property: variants with the same properties differ by them. */
    ObjectNode withValues(ObjectNode variant) {
        List<String> values = values(variant);
        String name = variant.path("x-name").asText();
        JsonNode declared = variant.path("properties").path(property);
        boolean selects = declared.has("const") || declared.path("enum").size() == 1;
        if (property.isEmpty() || name.isEmpty() || selects) {
            return variant;
        }
        // without a mapping the value is the name of the component
        List<String> known = values.isEmpty() ? List.of(name) : values;
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        if (declared.path("description").isTextual()) {
            schema.set("description", declared.get("description"));
        }
        known.forEach(schema.putArray("enum")::add);
        ObjectNode with = variant.deepCopy();
        with.withObjectProperty("properties").set(property, schema);
        return with;
    }
}
