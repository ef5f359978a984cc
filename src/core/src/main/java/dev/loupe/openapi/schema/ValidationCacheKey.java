package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value without the parts that cannot affect its validity: the text of an unconstrained string, the value of an
 * unconstrained integer, any value without a schema. Values of one outline have the same violations at the same
 * locations.
 */
final class ValidationCacheKey {
    /** A longer outline hardly occurs twice. */
    private static final int LONGEST = 4_000;

    private final SchemaSensitivity sensitivity;

    ValidationCacheKey(JsonNode plain) {
        this.sensitivity = new SchemaSensitivity(plain);
    }

    /** Different values have the same outline only when they differ in ignored parts; null when it is too long. */
    @Nullable
    String of(JsonPointer schemaAt, JsonNode value) {
        StringBuilder outline = new StringBuilder(256);
        return write(outline, sensitivity.at(schemaAt), value) ? outline.toString() : null;
    }

    private boolean write(StringBuilder out, SchemaSensitivity.Place place, JsonNode value) {
        if (place.ignores(value)) {
            out.append(value.isTextual() ? 't' : 'i');
        } else if (value.isObject()) {
            out.append('{');
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                write(out, property.getKey());
                if (!write(out, place.property(property.getKey()), property.getValue())) {
                    return false;
                }
            }
            out.append('}');
        } else if (value.isArray()) {
            out.append('[');
            for (JsonNode item : value) {
                if (!write(out, place.item(), item)) {
                    return false;
                }
            }
            out.append(']');
        } else if (value.isTextual()) {
            out.append('s');
            write(out, value.textValue());
        } else if (value.isNumber()) {
            // 1 and a decimal 1 have the same text but differ for some keywords
            out.append(value.numberType().name());
            write(out, value.asText());
        } else {
            write(out, value.toString());
        }
        return out.length() <= LONGEST;
    }

    /** The length comes first, so that no text is ambiguous. */
    private static void write(StringBuilder out, String text) {
        out.append(text.length()).append(':').append(text);
    }

    /** The locations of the ignored parts. */
    void ignored(JsonPointer schemaAt, JsonNode value, Consumer<JsonPointer> locations) {
        ignored(sensitivity.at(schemaAt), value, JsonPointer.empty(), locations);
    }

    private static void ignored(
            SchemaSensitivity.Place place, JsonNode value, JsonPointer at, Consumer<JsonPointer> locations) {
        if (place.ignores(value)) {
            locations.accept(at);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                String name = property.getKey();
                ignored(place.property(name), property.getValue(), at.appendProperty(name), locations);
            }
        } else {
            for (int i = 0; i < value.size(); i++) {
                ignored(place.item(), value.get(i), at.appendIndex(i), locations);
            }
        }
    }
}
