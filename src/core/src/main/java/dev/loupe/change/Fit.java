package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Shape.Plain;
import dev.loupe.schema.KnownTexts;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a value fits a schema at its surface: its own kind, range, length, not what is inside of it. Used to aim, never
 * to prove.
 */
final class Fit {
    private Fit() {}

    static boolean fits(Shape shape, JsonNode value) {
        if (value.isNull()) {
            return shape.nullable();
        }
        return switch (shape) {
            case Shape.Broken broken -> true;
            case Shape.Choice choice -> choice.branches().stream().anyMatch(branch -> fits(branch.shape(), value));
            case Plain plain -> plain(plain, value);
        };
    }

    private static boolean plain(Plain plain, JsonNode value) {
        Shape.Type type = Constraints.typeOf(value);
        if (type == null || !plain.types().contains(type)) {
            return false;
        }
        Set<JsonNode> values = plain.values();
        if (values != null) {
            return values.contains(Keywords.canonical(value));
        }
        return switch (type) {
            case BOOLEAN -> true;
            case NUMBER -> ScalarComparison.accepts(plain, value);
            case STRING ->
                ScalarComparison.accepts(plain, value)
                        && (plain.texts().patterns().isEmpty()
                                || KnownTexts.matches(plain.texts().patterns(), value.textValue()))
                        && Formats.has(plain.texts().formats(), value.textValue());
            case ARRAY -> array(plain.items(), value);
            case OBJECT -> object(plain.members(), value);
        };
    }

    private static boolean array(Shape.Items items, JsonNode value) {
        Long max = items.max();
        boolean size = value.size() >= items.min() && (max == null || value.size() <= max);
        if (size && items.unique()) {
            Set<JsonNode> seen = new HashSet<>();
            for (JsonNode each : value) {
                if (!seen.add(each)) {
                    return false;
                }
            }
        }
        return size;
    }

    private static boolean object(Shape.Members members, JsonNode value) {
        Long max = members.max();
        boolean size = value.size() >= members.min() && (max == null || value.size() <= max);
        boolean complete = members.required().stream().allMatch(value::has);
        boolean known = true;
        if (members.closed()) {
            for (var member : value.properties()) {
                known &= members.properties().containsKey(member.getKey());
            }
        }
        return size && complete && known;
    }
}
