package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The property whose value selects a variant, with the variant of each value. Without an entry in the mapping the name
 * of a component is its value.
 */
public record Discriminator(String property, Map<String, Target> targets) {
    /** The value under which {@code defaultMapping} (OpenAPI 3.2) is listed: it selects the variant when the property is absent. */
    private static final String ABSENT = "(absent)";

    /**
     * A variant.
     *
     * @param pointer its location; the text of the mapping when it is not in the document
     */
    public record Target(String pointer, JsonNode schema) {
        /** True for the same component, and for an equal one under another name. */
        public boolean is(Target other) {
            return pointer.equals(other.pointer) || (!schema.isMissingNode() && schema.equals(other.schema));
        }
    }

    static @Nullable Discriminator of(JsonNode schema, ReferenceResolver references) {
        JsonNode node = schema.path("discriminator");
        if (!node.path("propertyName").isTextual()) {
            return null;
        }
        Map<String, Target> targets = new TreeMap<>();
        node.path("mapping").properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                targets.put(entry.getKey(), target(entry.getValue().textValue(), references));
            }
        });
        Set<String> mapped = targets.values().stream().map(Target::pointer).collect(Collectors.toSet());
        Map<String, Target> implied = new TreeMap<>();
        for (String keyword : new String[] {"oneOf", "anyOf"}) {
            for (JsonNode option : Keywords.list(schema, keyword)) {
                if (ReferenceResolver.isReference(option)) {
                    String ref = option.get("$ref").textValue();
                    Target target = target(ref, references);
                    if (!mapped.contains(target.pointer())) {
                        implied.putIfAbsent(ref.substring(ref.lastIndexOf('/') + 1), target);
                    }
                }
            }
        }
        implied.forEach(targets::putIfAbsent);
        if (node.path("defaultMapping").isTextual()) {
            targets.put(ABSENT, target(node.path("defaultMapping").textValue(), references));
        }
        // without variants it describes inheritance, which the variants themselves repeat
        return targets.isEmpty()
                ? null
                : new Discriminator(node.path("propertyName").textValue(), targets);
    }

    /** A mapping refers to a component by a reference or by its name. */
    private static Target target(String text, ReferenceResolver references) {
        return references
                .target(text)
                .or(() -> references.target("#/components/schemas/" + text))
                .map(found -> new Target(found.pointer().toString(), found.node()))
                .orElseGet(() -> new Target(text, MissingNode.getInstance()));
    }
}
