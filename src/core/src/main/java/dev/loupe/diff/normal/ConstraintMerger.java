package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.TypeConstraints.Bound;
import dev.loupe.diff.normal.TypeConstraints.Items;
import dev.loupe.diff.normal.TypeConstraints.Numbers;
import dev.loupe.diff.normal.TypeConstraints.Strings;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.KeywordValue;
import dev.loupe.openapi.values.PatternStringGenerator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges the constraints of several schemas that all apply to one value. */
final class ConstraintMerger {
    private final boolean openApi30;
    private final Set<NormalSchema.Type> types = EnumSet.allOf(NormalSchema.Type.class);
    private final SortedMap<String, JsonNode> otherKeywords = new TreeMap<>();
    private final List<SchemaRef.Part> items = new ArrayList<>();
    private final SortedSet<BigDecimal> multiples = new TreeSet<>();
    private final SortedSet<String> patterns = new TreeSet<>();
    private final SortedSet<String> formats = new TreeSet<>();
    private boolean nullable = true;
    private boolean integer;
    private boolean unique;
    private @Nullable Set<JsonNode> values;
    private @Nullable Bound min;
    private @Nullable Bound max;
    private long minLength;
    private long minItems;
    private long maxLength = Long.MAX_VALUE;
    private long maxItems = Long.MAX_VALUE;

    ConstraintMerger(boolean openApi30) {
        this.openApi30 = openApi30;
    }

    void add(JsonNode schema, DocumentPointer at) {
        if (schema.isBoolean()) {
            if (!schema.booleanValue()) {
                types.clear();
                nullable = false;
            }
            return;
        }
        types(schema);
        values(schema);
        bounds(schema);
        if (schema.path("multipleOf").isNumber()
                && schema.path("multipleOf").decimalValue().signum() > 0) {
            multiple(Keywords.decimal(schema.path("multipleOf")));
        }
        minLength = Math.max(minLength, Keywords.count(schema, "minLength", 0));
        maxLength = Math.min(maxLength, Keywords.count(schema, "maxLength", Long.MAX_VALUE));
        minItems = Math.max(minItems, Keywords.minItems(schema));
        maxItems = Math.min(maxItems, Keywords.maxItems(schema));
        unique |= schema.path("uniqueItems").asBoolean(false);
        String pattern = schema.path("pattern").asText("");
        if (schema.path("pattern").isTextual()
                && KeywordValue.isPattern(pattern)
                && !PatternStringGenerator.matchesEverything(pattern)) {
            patterns.add(pattern);
        }
        if (schema.path("format").isTextual()) {
            formats.add(schema.path("format").textValue());
        }
        JsonNode each = schema.path("items");
        if (schema.path("prefixItems").isArray()) {
            each = MissingNode.getInstance();
        }
        if ((each.isObject() && !each.isEmpty()) || (each.isBoolean() && !each.booleanValue())) {
            items.add(new SchemaRef.Part(each, at.then("items"), false));
        }
        not(schema.path("not"));
        otherKeywords.putAll(Keywords.otherKeywords(schema));
    }

    /** {@code not} of an empty schema accepts nothing; {@code not} of a type accepts the other types. */
    private void not(JsonNode rejected) {
        if (Keywords.isTrue(rejected)) {
            types.clear();
            nullable = false;
        } else if (Keywords.hasTypeOnly(rejected)) {
            for (String name : Keywords.typeNames(rejected)) {
                types.removeIf(
                        each -> each.name().toLowerCase(java.util.Locale.ROOT).equals(name));
                nullable &= !name.equals("null");
            }
        }
    }

    private void multiple(BigDecimal value) {
        // multipleOf 1 is another spelling of type integer
        if (value.compareTo(BigDecimal.ONE) == 0) {
            integer = true;
        } else {
            multiples.add(value);
        }
    }

    private void types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (!type.isTextual() && !type.isArray()) {
            return;
        }
        Set<String> names = Keywords.typeNames(schema);
        Set<NormalSchema.Type> named = EnumSet.noneOf(NormalSchema.Type.class);
        for (NormalSchema.Type each : NormalSchema.Type.values()) {
            if (names.contains(each.name().toLowerCase(java.util.Locale.ROOT))) {
                named.add(each);
            }
        }
        if (names.contains("integer") && !names.contains("number")) {
            named.add(NormalSchema.Type.NUMBER);
            integer = true;
        }
        types.retainAll(named);
        nullable &=
                names.contains("null") || (openApi30 && schema.path("nullable").asBoolean(false));
    }

    private void values(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            among(Keywords.list(schema, "enum"));
        }
        if (schema.has("const")) {
            among(List.of(schema.path("const")));
        }
    }

    private void among(List<JsonNode> listed) {
        Set<JsonNode> allowed = new LinkedHashSet<>();
        boolean nullListed = false;
        for (JsonNode each : listed) {
            if (each.isNull()) {
                nullListed = true;
            } else {
                allowed.add(Keywords.canonical(each));
            }
        }
        nullable &= nullListed;
        if (values != null) {
            allowed.retainAll(values);
        }
        values = allowed;
    }

    private void bounds(JsonNode schema) {
        JsonNode exclusiveMin = schema.path("exclusiveMinimum");
        JsonNode exclusiveMax = schema.path("exclusiveMaximum");
        if (schema.path("minimum").isNumber()) {
            atLeast(new Bound(
                    Keywords.decimal(schema.path("minimum")),
                    exclusiveMin.asBoolean(false) && exclusiveMin.isBoolean()));
        }
        if (exclusiveMin.isNumber()) {
            atLeast(new Bound(Keywords.decimal(exclusiveMin), true));
        }
        if (schema.path("maximum").isNumber()) {
            atMost(new Bound(
                    Keywords.decimal(schema.path("maximum")),
                    exclusiveMax.isBoolean() && exclusiveMax.asBoolean(false)));
        }
        if (exclusiveMax.isNumber()) {
            atMost(new Bound(Keywords.decimal(exclusiveMax), true));
        }
    }

    private void atLeast(Bound bound) {
        if (min == null || NumericBounds.lower(min, bound) < 0) {
            min = bound;
        }
    }

    private void atMost(Bound bound) {
        if (max == null || NumericBounds.upper(max, bound) > 0) {
            max = bound;
        }
    }

    NormalSchema.Plain schema(
            SchemaRef ref,
            List<SchemaRef.Part> flat,
            TypeConstraints.Properties properties,
            List<NormalSchema.Union> unions,
            Annotations annotations) {
        Set<NormalSchema.Type> accepted =
                EnumSet.copyOf(types.isEmpty() ? EnumSet.noneOf(NormalSchema.Type.class) : types);
        Set<JsonNode> listed = values;
        if (listed == null) {
            removeEmpty(accepted, properties);
        }
        if (listed != null) {
            listed = new LinkedHashSet<>(listed);
            // other keywords may reject some of the listed values
            NormalSchema.Plain siblings =
                    plain(ref, EnumSet.copyOf(NormalSchema.Type.ALL), null, flat, properties, unions, annotations);
            listed.removeIf(
                    value -> !accepted.contains(NormalSchema.Type.of(value)) || !SurfaceMatch.fits(siblings, value));
            Set<NormalSchema.Type> used = EnumSet.noneOf(NormalSchema.Type.class);
            listed.forEach(value -> used.add(NormalSchema.Type.of(value)));
            accepted.retainAll(used);
            if (accepted.equals(Set.of(NormalSchema.Type.BOOLEAN)) && listed.size() == 2) {
                listed = null;
            }
            // no type is left but null
            listed = listed == null || listed.isEmpty() ? null : listed;
        }
        return plain(ref, accepted, listed, flat, properties, unions, annotations);
    }

    /** Without the types whose limits contradict each other. */
    private void removeEmpty(Set<NormalSchema.Type> accepted, TypeConstraints.Properties properties) {
        accepted.removeIf(type -> switch (type) {
            case BOOLEAN -> false;
            case NUMBER -> NumericBounds.empty(numbers());
            case STRING -> minLength > maxLength;
            case ARRAY -> minItems > maxItems;
            case OBJECT -> properties.max() != null && properties.min() > properties.max();
        });
    }

    private NormalSchema.Plain plain(
            SchemaRef ref,
            Set<NormalSchema.Type> accepted,
            @Nullable Set<JsonNode> listed,
            List<SchemaRef.Part> flat,
            TypeConstraints.Properties properties,
            List<NormalSchema.Union> unions,
            Annotations annotations) {
        boolean numbers = accepted.contains(NormalSchema.Type.NUMBER) && listed == null;
        boolean strings = accepted.contains(NormalSchema.Type.STRING) && listed == null;
        return new NormalSchema.Plain(
                ref.at(),
                Set.copyOf(accepted),
                nullable,
                listed,
                numbers ? numbers() : Numbers.ANY,
                strings || (numbers && !formats.isEmpty()) ? strings(strings) : Strings.ANY,
                accepted.contains(NormalSchema.Type.ARRAY) ? items() : Items.ANY,
                accepted.contains(NormalSchema.Type.OBJECT) ? properties : TypeConstraints.Properties.ANY,
                unions,
                otherKeywords.isEmpty() ? Collections.emptySortedMap() : otherKeywords,
                List.copyOf(flat),
                annotations);
    }

    private Numbers numbers() {
        return MultipleOfConstraints.join(min, max, multiples, integer);
    }

    /** A document has 100,000 schemas without constraints on strings; they share one object. */
    private Strings strings(boolean strings) {
        Strings made = new Strings(
                strings ? minLength : 0,
                strings && maxLength != Long.MAX_VALUE ? maxLength : null,
                strings ? patterns : Collections.emptySortedSet(),
                formats);
        return made.equals(Strings.ANY) ? Strings.ANY : made;
    }

    private Items items() {
        return Items.of(minItems, maxItems == Long.MAX_VALUE ? null : maxItems, unique, items);
    }
}
