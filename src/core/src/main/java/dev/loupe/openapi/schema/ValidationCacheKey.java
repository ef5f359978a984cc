package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value with everything left out that its schema does not look at: the words of a text that may be any text, a number
 * that may be any whole number, whatever stands where no schema is. Values of one outline obey a schema alike, or break it
 * alike at the same places.
 */
final class ValidationCacheKey {
    /** A value of a longer outline is hardly met twice. */
    private static final int LONGEST = 4_000;

    private final SchemaSensitivity regards;

    ValidationCacheKey(JsonNode plain) {
        this.regards = new SchemaSensitivity(plain);
    }

    /** Different values have the same one only when they differ in what is left out; null when it is too long. */
    @Nullable
    String of(JsonPointer schemaAt, JsonNode value) {
        StringBuilder outline = new StringBuilder(256);
        return write(outline, regards.at(schemaAt), value) ? outline.toString() : null;
    }

    private boolean write(StringBuilder out, SchemaSensitivity.Place place, JsonNode value) {
        if (place.leavesOut(value)) {
            out.append(value.isTextual() ? 't' : 'i');
        } else if (value.isObject()) {
            out.append('{');
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                write(out, member.getKey());
                if (!write(out, place.member(member.getKey()), member.getValue())) {
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
        } else {
            // 1 and a decimal 1 are written alike, and not alike to every keyword
            out.append(value.isNumber() ? value.numberType().name() : "");
            write(out, value.toString());
        }
        return out.length() <= LONGEST;
    }

    /** Its length before it, so that no text looks like what follows it. */
    private static void write(StringBuilder out, String text) {
        out.append(text.length()).append(':').append(text);
    }

    /** Where something is left out. */
    void leftOut(JsonPointer schemaAt, JsonNode value, Consumer<JsonPointer> places) {
        leftOut(regards.at(schemaAt), value, JsonPointer.empty(), places);
    }

    private static void leftOut(
            SchemaSensitivity.Place place, JsonNode value, JsonPointer at, Consumer<JsonPointer> places) {
        if (place.leavesOut(value)) {
            places.accept(at);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String name = member.getKey();
                leftOut(place.member(name), member.getValue(), at.appendProperty(name), places);
            }
        } else {
            for (int i = 0; i < value.size(); i++) {
                leftOut(place.item(), value.get(i), at.appendIndex(i), places);
            }
        }
    }
}
