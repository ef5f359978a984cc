package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.openapi.values.SampleStrings;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a value fits a schema at its surface: its own kind, range, length, not what is inside of it. Used to aim, never
 * to prove.
 */
public final class SurfaceMatch {
    private SurfaceMatch() {}

    public static boolean fits(NormalSchema shape, JsonNode value) {
        if (value.isNull()) {
            return shape.nullable();
        }
        return switch (shape) {
            case NormalSchema.Broken broken -> true;
            case NormalSchema.Choice choice ->
                choice.branches().stream().anyMatch(branch -> fits(branch.shape(), value));
            case Plain plain -> plain(plain, value);
        };
    }

    /** The same all the way into the value. */
    public static boolean fits(Normalizer schemas, NormalSchema shape, JsonNode value) {
        if (!fits(shape, value)) {
            return false;
        }
        return switch (shape) {
            case NormalSchema.Broken broken -> true;
            case NormalSchema.Choice choice ->
                value.isNull() || choice.branches().stream().anyMatch(branch -> fits(schemas, branch.shape(), value));
            case Plain plain -> inside(schemas, plain, value);
        };
    }

    private static boolean inside(Normalizer schemas, Plain plain, JsonNode value) {
        for (var member : value.properties()) {
            SchemaRef slot = plain.members().properties().get(member.getKey());
            if (slot != null && !fits(schemas, schemas.shape(slot), member.getValue())) {
                return false;
            }
        }
        SchemaRef each = plain.items().each();
        for (int i = 0; each != null && value.isArray() && i < value.size(); i++) {
            if (!fits(schemas, schemas.shape(each), value.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(Plain plain, JsonNode value) {
        NormalSchema.Type type = ConstraintMerger.typeOf(value);
        if (type == null || !plain.types().contains(type)) {
            return false;
        }
        Set<JsonNode> values = plain.values();
        if (values != null) {
            return values.contains(Keywords.canonical(value));
        }
        return switch (type) {
            case BOOLEAN -> true;
            case NUMBER -> acceptsNumberOrLength(plain, value);
            case STRING ->
                acceptsNumberOrLength(plain, value)
                        && (plain.texts().patterns().isEmpty()
                                || SampleStrings.matches(plain.texts().patterns(), value.textValue()))
                        && StringFormats.has(plain.texts().formats(), value.textValue());
            case ARRAY -> array(plain.items(), value);
            case OBJECT -> object(plain.members(), value);
        };
    }

    /** Whether a value is of a type of the schema, and obeys what is asked of numbers and of the length of strings. */
    public static boolean acceptsNumberOrLength(Plain plain, JsonNode value) {
        NormalSchema.Type type = ConstraintMerger.typeOf(value);
        if (type == null || !plain.types().contains(type)) {
            return false;
        }
        return switch (type) {
            case NUMBER -> plain.numbers().accepts(value.decimalValue());
            case STRING -> plain.texts().acceptsLengthOf(value.textValue());
            case BOOLEAN, ARRAY, OBJECT -> true;
        };
    }

    private static boolean array(NormalSchema.Items items, JsonNode value) {
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

    private static boolean object(NormalSchema.Members members, JsonNode value) {
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
