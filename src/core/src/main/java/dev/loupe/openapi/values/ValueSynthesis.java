package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.schema.CompiledSchemas;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.SchemaParts;
import dev.loupe.openapi.schema.SchemaSelection;
import dev.loupe.text.JsonNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes values for the schemas of a document. A value that cannot be made within the limits is empty, never invalid. Not safe to
 * share between threads.
 */
public final class ValueSynthesis {
    /** The name of a property that no contract declares. */
    public static final String UNKNOWN = "loupe_unknown_member";

    /** Attempts for one value: nested unions may have too many combinations. */
    private static final int ATTEMPTS = 50_000;

    /** The cost of an attempt and of each schema that is read for the first time, in steps of the budget. */
    private static final long STEPS_OF_VALUE = 5;

    private static final long STEPS_OF_PART = 2;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final BiPredicate<JsonPointer, JsonNode> valid;
    private final LongPredicate budget;
    private final SchemaParts parts;
    private final ContainerValues containers = new ContainerValues(this);
    private final Map<SchemaSelection, EffectiveSchema> known = new HashMap<>();
    private final Map<SchemaSelection, JsonNode> made = new HashMap<>();
    private final Set<SchemaSelection> open = new HashSet<>();
    private int attempts;
    private boolean isSpent;

    private ValueSynthesis(JsonNode document, BiPredicate<JsonPointer, JsonNode> valid, LongPredicate budget) {
        this.valid = valid;
        this.budget = budget;
        this.parts = new SchemaParts(document);
    }

    /** Makes values for a contract; the validator checked every value that it returns. One for each thread. */
    public static ValueSynthesis of(ContractSchemas schemas, ContractSchemas.Reading reading) {
        return new ValueSynthesis(schemas.compiled(reading));
    }

    /** The validator checked every value that it returns. */
    public ValueSynthesis(CompiledSchemas schemas) {
        this(schemas.document(), (at, value) -> isValid(schemas, at, value), steps -> true);
    }

    /** A value that is too complex to validate is none to send. */
    private static boolean isValid(CompiledSchemas schemas, JsonPointer at, JsonNode value) {
        try {
            return schemas.validate(at, value).isEmpty();
        } catch (BoundedPattern.Undecided tooComplex) {
            return false;
        }
    }

    /**
     * Without a validator, for callers that put the value into a larger one and validate that.
     *
     * @param budget spends the given steps of the work for all values; false when none are left, then no value is made
     */
    public static ValueSynthesis unchecked(JsonNode document, LongPredicate budget) {
        return new ValueSynthesis(document, (at, value) -> true, budget);
    }

    /**
     * The smallest valid value: required properties only, the first enum value, the number nearest to zero, the fewest
     * items. A nullable schema gets another value than null. Empty when no value can be made: the schema allows none, or only
     * infinite values.
     */
    public Optional<JsonNode> smallest(JsonPointer schemaAt) {
        return smallest(SchemaSelection.of(List.of(schemaAt)));
    }

    /** The same for several schemas together. */
    public Optional<JsonNode> smallest(SchemaSelection selection) {
        attempts = 0;
        return make(selection);
    }

    /**
     * The smallest object, for a selection without an open union that may allow other types too.
     *
     * @param size the number of properties, if possible
     */
    public Optional<ObjectNode> object(SchemaSelection selection, int size) {
        attempts = 0;
        return containers.object(effective(selection), size);
    }

    /**
     * Values on either side of each rule of a schema, and of each rule of another schema.
     *
     * @param other a schema of this or another document
     */
    public List<JsonNode> near(SchemaSelection selection, @Nullable EffectiveSchema other) {
        EffectiveSchema own = effective(selection);
        attempts = 0;
        List<SampleValue> all = new ArrayList<>(new BoundaryValues(this, own).all());
        if (other != null) {
            all.addAll(new BoundaryValues(this, own, other).all());
        }
        return Stream.concat(make(selection).stream(), all.stream().map(SampleValue::value))
                .distinct()
                .toList();
    }

    /** The keywords that apply to a selection. */
    public EffectiveSchema effective(SchemaSelection selection) {
        return known.computeIfAbsent(selection, key -> {
            EffectiveSchema effective = EffectiveSchema.of(parts, key);
            isSpent |= !budget.test(STEPS_OF_PART * effective.size());
            return effective;
        });
    }

    /**
     * One level of a path into a value.
     *
     * @param selection the schemas of the enclosing value
     * @param property the next property of the path; null for an item of an array
     */
    public record Level(SchemaSelection selection, @Nullable String property) {}

    /** A small value that contains the given one at the end of a path; empty when there is none. */
    public Optional<JsonNode> through(List<Level> path, JsonNode end) {
        attempts = 0;
        JsonNode value = end;
        for (Level level : path.reversed()) {
            EffectiveSchema effective = effective(level.selection());
            if (level.property() != null) {
                Optional<ObjectNode> object = containers.object(effective, 0);
                if (object.isEmpty()) {
                    return Optional.empty();
                }
                value = object.get().set(level.property(), value);
            } else {
                Optional<ArrayNode> array = containers.array(effective, Math.max(1, effective.limit("minItems", 0)));
                if (array.isEmpty()) {
                    return Optional.empty();
                }
                array.get().set(0, value);
                List<JsonPointer> contained = effective.schemas("contains");
                if (!contained.isEmpty()) {
                    make(SchemaSelection.of(contained)).ifPresent(array.get()::add);
                }
                value = array.get();
            }
        }
        return Optional.of(value);
    }

    ContainerValues containers() {
        return containers;
    }

    boolean isValid(JsonPointer schemaAt, JsonNode value) {
        return valid.test(schemaAt, value);
    }

    /** A value for all schemas of a selection together. */
    Optional<JsonNode> make(SchemaSelection selection) {
        JsonNode before = made.get(selection);
        if (before != null) {
            return Optional.of(before);
        }
        // a smallest value never contains a value of its own schema, so an open selection is no candidate
        if (++attempts > ATTEMPTS
                || isSpent
                || !budget.test(STEPS_OF_VALUE + selection.schemas().size())
                || open.size() > 400
                || !open.add(selection)) {
            return Optional.empty();
        }
        try {
            Optional<JsonNode> value = candidates(effective(selection))
                    .filter(candidate -> selection.schemas().stream().allMatch(schema -> isValid(schema, candidate)))
                    .findFirst();
            value.ifPresent(found -> made.put(selection, found));
            return value;
        } finally {
            open.remove(selection);
        }
    }

    private Stream<JsonNode> candidates(EffectiveSchema effective) {
        if (effective.rejectsAll()) {
            return Stream.empty();
        }
        Optional<Located> fixed = effective.first("const");
        if (fixed.isPresent()) {
            return Stream.of(fixed.get().node());
        }
        Optional<Located> values = effective.first("enum");
        if (values.isPresent()) {
            List<JsonNode> all = new ArrayList<>();
            values.get().node().forEach(all::add);
            return all.stream().sorted(Comparator.comparing(JsonNode::isNull));
        }
        if (effective.hasUnions()) {
            return effective.branches().stream()
                    .map(this::make)
                    .flatMap(Optional::stream)
                    // an empty array is shorter than a string, but less typical
                    .sorted(Comparator.comparing(JsonNode::isNull)
                            .thenComparing(value -> value.isContainerNode() && value.isEmpty())
                            .thenComparing(value -> value.toString().length()));
        }
        Set<String> types = effective.types();
        return types.isEmpty() ? Stream.of(NODES.nullNode()) : types.stream().flatMap(type -> ofType(type, effective));
    }

    private Stream<? extends JsonNode> ofType(String type, EffectiveSchema effective) {
        return switch (type) {
            case "string" -> SampleStrings.fitting(effective);
            case "integer", "number" ->
                Stream.of(JsonNumbers.of(BoundaryNumbers.of(effective).nearestToZero()));
            case "boolean" -> Stream.of(NODES.booleanNode(false), NODES.booleanNode(true));
            case "array" -> containers.array(effective, effective.limit("minItems", 0)).stream();
            case "object" -> containers.object(effective, 0).stream();
            default -> Stream.of(NODES.nullNode());
        };
    }
}
