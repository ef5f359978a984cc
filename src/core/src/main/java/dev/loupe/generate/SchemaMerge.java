package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One schema of several: for values that satisfy both, or for values that satisfy any of them. */
final class SchemaMerge {
    private SchemaMerge() {}

    /** Adds to a schema what another one requires: a value has to satisfy both. */
    static void both(ObjectNode target, ObjectNode other) {
        other.properties().forEach(keyword -> {
            JsonNode before = target.get(keyword.getKey());
            if (before == null) {
                target.set(keyword.getKey(), keyword.getValue().deepCopy());
            } else if (keyword.getKey().equals("properties") && before instanceof ObjectNode properties) {
                ObjectNode both = properties.deepCopy();
                keyword.getValue()
                        .properties()
                        .forEach(property -> both.putIfAbsent(property.getKey(), property.getValue()));
                target.set("properties", both);
            } else if (keyword.getKey().equals("required") && before.isArray()) {
                Set<JsonNode> both = new LinkedHashSet<>();
                before.forEach(both::add);
                keyword.getValue().forEach(both::add);
                target.set("required", JsonNodeFactory.instance.arrayNode().addAll(both));
            }
        });
    }

    /** One object that each of these objects is: a property that differs between them has any of the types. */
    static ObjectNode any(List<ObjectNode> objects) {
        ObjectNode merged = objects.getFirst().deepCopy();
        ObjectNode properties = merged.withObjectProperty("properties");
        Set<JsonNode> required = new LinkedHashSet<>();
        merged.path("required").forEach(required::add);
        for (ObjectNode object : objects.subList(1, objects.size())) {
            Set<JsonNode> others = new LinkedHashSet<>();
            object.path("required").forEach(others::add);
            required.retainAll(others);
            object.path("properties").properties().forEach(property -> {
                JsonNode before = properties.get(property.getKey());
                if (before == null) {
                    properties.set(property.getKey(), property.getValue());
                } else if (!SchemaMeaning.of(before).equals(SchemaMeaning.of(property.getValue()))) {
                    ObjectNode either = JsonNodeFactory.instance.objectNode();
                    either.putArray("oneOf").add(before).add(property.getValue());
                    properties.set(property.getKey(), either);
                }
            });
        }
        merged.set("required", JsonNodeFactory.instance.arrayNode().addAll(required));
        return merged;
    }
}
