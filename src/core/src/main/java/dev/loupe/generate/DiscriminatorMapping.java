package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The discriminator of a union.
 *
 * @param property the property that selects the variant
 * @param mapping the components by the value of the property
 */
record DiscriminatorMapping(String property, JsonNode mapping) {
    static DiscriminatorMapping of(JsonNode union) {
        JsonNode discriminator = union.path("discriminator");
        return new DiscriminatorMapping(discriminator.path("propertyName").asText(), discriminator.path("mapping"));
    }

    /** The values that the mapping has for this variant. */
    List<String> values(JsonNode variant) {
        String name = variant.path("x-name").asText();
        List<String> values = new ArrayList<>();
        mapping.properties().forEach(entry -> {
            String target = entry.getValue().asText();
            if (!name.isEmpty() && target.substring(target.lastIndexOf('/') + 1).equals(name)) {
                values.add(entry.getKey());
            }
        });
        return values;
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
