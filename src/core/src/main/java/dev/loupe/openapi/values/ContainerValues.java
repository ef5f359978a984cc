package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.SchemaSelection;
import dev.loupe.text.JsonNumbers;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the smallest arrays and objects; their content comes from the synthesis. */
final class ContainerValues {
    /** Values within one value. */
    private static final int SIZE = 10_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ValueSynthesis synthesis;

    ContainerValues(ValueSynthesis synthesis) {
        this.synthesis = synthesis;
    }

    /** An array of this size, with distinct items where required. */
    Optional<ArrayNode> array(EffectiveSchema effective, int size) {
        ArrayNode array = NODES.arrayNode();
        if (size == 0) {
            return Optional.of(array);
        }
        List<JsonPointer> items = effective.schemas("items");
        JsonNode item = items.isEmpty()
                ? NODES.textNode("a")
                : synthesis.make(SchemaSelection.of(items)).orElse(null);
        if (item == null || size > SIZE || size(item) * (long) size > SIZE) {
            return Optional.empty();
        }
        if (size > 1 && effective.areUnique()) {
            return distinct(items, item, size);
        }
        for (int i = 0; i < size; i++) {
            array.add(item);
        }
        return Optional.of(array);
    }

    private Optional<ArrayNode> distinct(List<JsonPointer> items, JsonNode item, int count) {
        Set<JsonNode> all = new LinkedHashSet<>(List.of(item));
        IntStream.range(1, count).forEach(i -> varied(item, i).ifPresent(all::add));
        all.removeIf(value -> !items.stream().allMatch(schema -> synthesis.isValid(schema, value)));
        if (all.size() < count && items.size() == 1) {
            new BoundaryValues(synthesis, synthesis.effective(SchemaSelection.of(items)))
                    .all().stream()
                            .map(SampleValue::value)
                            .filter(value -> synthesis.isValid(items.getFirst(), value))
                            .forEach(all::add);
        }
        ArrayNode array = NODES.arrayNode();
        all.stream().limit(count).forEach(array::add);
        return array.size() == count ? Optional.of(array) : Optional.empty();
    }

    /** Another value of the same type. */
    private static Optional<JsonNode> varied(JsonNode value, int i) {
        if (value.isTextual()) {
            return Optional.of(NODES.textNode(value.textValue() + i));
        }
        return value.isNumber()
                ? Optional.of(JsonNumbers.of(value.decimalValue().add(BigDecimal.valueOf(i))))
                : Optional.empty();
    }

    /**
     * An object with its required properties.
     *
     * @param minimum the number of properties, if possible
     */
    Optional<ObjectNode> object(EffectiveSchema effective, int minimum) {
        ObjectNode object = NODES.objectNode();
        Set<String> required = effective.required().keySet();
        for (String name : required) {
            Optional<JsonNode> value = property(effective, name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            object.set(name, value.get());
        }
        int least = Math.min(Math.max(effective.limit("minProperties", 0), minimum), SIZE);
        Set<String> declared = object.size() < least ? effective.properties().keySet() : Set.of();
        for (String name : declared) {
            if (object.size() < least && !object.has(name)) {
                property(effective, name).ifPresent(value -> object.set(name, value));
            }
        }
        for (int i = 0; object.size() < least && i < SIZE && !effective.isClosed(); i++) {
            Optional<JsonNode> value = property(effective, "member" + i);
            if (value.isEmpty()) {
                break;
            }
            object.set("member" + i, value.get());
        }
        return size(object) > SIZE ? Optional.empty() : Optional.of(object);
    }

    private Optional<JsonNode> property(EffectiveSchema effective, String name) {
        List<JsonPointer> own = effective.property(name);
        List<JsonPointer> schemas = own.isEmpty() ? effective.schemas("additionalProperties") : own;
        return schemas.isEmpty() ? Optional.of(NODES.textNode("a")) : synthesis.make(SchemaSelection.of(schemas));
    }

    /** Parts are shared, so a small structure may be huge when written out; counting stops early. */
    private static int size(JsonNode value) {
        int size = 1;
        for (JsonNode child : value) {
            size += size(child);
            if (size > SIZE) {
                return size;
            }
        }
        return size;
    }
}
