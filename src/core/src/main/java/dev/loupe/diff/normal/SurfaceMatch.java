package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.openapi.values.SampleStrings;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Whether a value matches the type, bounds and length of a schema, without its items and properties. It selects
 * candidates and proves nothing.
 */
public final class SurfaceMatch {
    private SurfaceMatch() {}

    public static boolean fits(NormalSchema schema, JsonNode value) {
        return fits(schema, value, SampleStrings::matches);
    }

    /** The same; patterns are matched by the given decision. */
    public static boolean fits(
            NormalSchema schema, JsonNode value, BiPredicate<Collection<String>, String> patternMatch) {
        if (value.isNull()) {
            return schema.nullable();
        }
        return switch (schema) {
            case NormalSchema.Unresolved unresolved -> true;
            case NormalSchema.Union union ->
                union.branches().stream().anyMatch(branch -> fits(branch.schema(), value, patternMatch));
            case Plain plain -> plain(plain, value, patternMatch);
        };
    }

    /** The same including items and properties. */
    public static boolean fits(Normalizer schemas, NormalSchema schema, JsonNode value) {
        if (!fits(schema, value)) {
            return false;
        }
        return switch (schema) {
            case NormalSchema.Unresolved unresolved -> true;
            case NormalSchema.Union union ->
                value.isNull() || union.branches().stream().anyMatch(branch -> fits(schemas, branch.schema(), value));
            case Plain plain -> inside(schemas, plain, value);
        };
    }

    private static boolean inside(Normalizer schemas, Plain plain, JsonNode value) {
        for (var property : value.properties()) {
            SchemaRef ref = plain.properties()
                    .named()
                    .getOrDefault(property.getKey(), plain.properties().additional());
            if (ref != null && !fits(schemas, schemas.schema(ref), property.getValue())) {
                return false;
            }
        }
        SchemaRef each = plain.items().each();
        for (int i = 0; each != null && value.isArray() && i < value.size(); i++) {
            if (!fits(schemas, schemas.schema(each), value.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(Plain plain, JsonNode value, BiPredicate<Collection<String>, String> patternMatch) {
        NormalSchema.Type type = NormalSchema.Type.of(value);
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
                        && (plain.strings().patterns().isEmpty()
                                || patternMatch.test(plain.strings().patterns(), value.textValue()))
                        && StringFormats.has(plain.strings().formats(), value.textValue());
            case ARRAY -> array(plain.items(), value);
            case OBJECT -> object(plain.properties(), value);
        };
    }

    /** Whether a value has an accepted type and satisfies the constraints on numbers and on the length of strings. */
    public static boolean acceptsNumberOrLength(Plain plain, JsonNode value) {
        NormalSchema.Type type = NormalSchema.Type.of(value);
        if (type == null || !plain.types().contains(type)) {
            return false;
        }
        return switch (type) {
            case NUMBER -> plain.numbers().accepts(value.decimalValue());
            case STRING -> plain.strings().acceptsLengthOf(value.textValue());
            case BOOLEAN, ARRAY, OBJECT -> true;
        };
    }

    private static boolean array(TypeConstraints.Items items, JsonNode value) {
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

    private static boolean object(TypeConstraints.Properties properties, JsonNode value) {
        Long max = properties.max();
        boolean size = value.size() >= properties.min() && (max == null || value.size() <= max);
        boolean complete = properties.required().stream().allMatch(value::has);
        boolean known = true;
        if (properties.closed()) {
            for (var property : value.properties()) {
                known &= properties.named().containsKey(property.getKey());
            }
        }
        return size && complete && known;
    }
}
