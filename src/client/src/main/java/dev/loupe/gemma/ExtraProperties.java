package dev.loupe.gemma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.model.ApiObject;
import java.util.Set;

/** Accumulates properties that are not in the contract. */
final class ExtraProperties {
    /** Properties whose text is streamed in parts; any other text is repeated in full. */
    private static final Set<String> STREAMED_TEXT = Set.of("reasoning", "reasoning_content", "thinking");

    private ExtraProperties() {}

    static void merge(ObjectNode sum, ApiObject part) {
        if (part.hasExtras()) {
            part.extras().forEach((name, value) -> merge(sum, name, value));
        }
    }

    private static void merge(ObjectNode sum, String name, JsonNode value) {
        JsonNode before = sum.get(name);
        if (before == null || before.isNull()) {
            sum.set(name, value);
        } else if (value.isTextual() && before.isTextual() && STREAMED_TEXT.contains(name)) {
            sum.put(name, before.textValue() + value.textValue());
        } else if (value.isArray() && before.isArray()) {
            ((ArrayNode) before).addAll((ArrayNode) value);
        } else if (!value.isNull()) {
            sum.set(name, value);
        }
    }
}
