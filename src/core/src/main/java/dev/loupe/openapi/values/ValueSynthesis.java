package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.CompiledSchemas;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.SchemaSelection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes values for the schemas of a document. What cannot be made within the limits is not there, never wrong. Not safe to
 * share between threads.
 */
public final class ValueSynthesis {
    /** A member's name that no contract has. */
    public static final String UNKNOWN = "loupe_unknown_member";

    /** Attempts for one value: schemas that fan out may describe more values than there is time. */
    private static final int ATTEMPTS = 50_000;

    /** Values within one value. */
    private static final int SIZE = 10_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode document;
    private final BiPredicate<JsonPointer, JsonNode> valid;
    private final Map<SchemaSelection, EffectiveSchema> known = new HashMap<>();
    private final Map<SchemaSelection, JsonNode> made = new HashMap<>();
    private final Set<SchemaSelection> open = new HashSet<>();
    private int attempts;

    private ValueSynthesis(JsonNode document, BiPredicate<JsonPointer, JsonNode> valid) {
        this.document = document;
        this.valid = valid;
    }

    /** Makes values for a contract; every value that it returns was checked by the validator. One for each thread. */
    public static ValueSynthesis of(ContractSchemas schemas, ContractSchemas.Reading reading) {
        return new ValueSynthesis(schemas.compiled(reading));
    }

    /** Every value that it hands out was checked by the validator. */
    public ValueSynthesis(CompiledSchemas schemas) {
        this(schemas.document(), (at, value) -> schemas.validate(at, value).isEmpty());
    }

    /** Asks no validator: for who puts the value into a larger one and asks about that. */
    public static ValueSynthesis unchecked(JsonNode document) {
        return new ValueSynthesis(document, (at, value) -> true);
    }

    /**
     * The smallest valid value: required members only, the first enum value, the number nearest to zero, the fewest
     * items. A schema that lets null through still gets a value. Empty when no value can be made: the schema allows
     * none, or only values without end.
     */
    public Optional<JsonNode> smallest(JsonPointer schemaAt) {
        return smallest(SchemaSelection.of(List.of(schemaAt)));
    }

    /** The same for several schemas together. */
    public Optional<JsonNode> smallest(SchemaSelection goal) {
        attempts = 0;
        return make(goal);
    }

    /**
     * The smallest object, for a goal that is no union but may allow other kinds of value.
     *
     * @param members how many it is to have, if that can be
     */
    public Optional<ObjectNode> object(SchemaSelection goal, int members) {
        attempts = 0;
        return object(demands(goal), members);
    }

    /**
     * Values on either side of each rule of a schema, and of each rule of another one as far as this one has a say.
     *
     * @param other what a schema of this or another document asks
     */
    public List<JsonNode> near(SchemaSelection goal, @Nullable EffectiveSchema other) {
        EffectiveSchema own = demands(goal);
        attempts = 0;
        List<SampleValue> all = new ArrayList<>(new BoundaryValues(this, own).all());
        if (other != null) {
            all.addAll(new BoundaryValues(this, own, other).all());
        }
        return Stream.concat(make(goal).stream(), all.stream().map(SampleValue::value))
                .distinct()
                .toList();
    }

    /** What a goal asks on the spot. */
    public EffectiveSchema demands(SchemaSelection goal) {
        return known.computeIfAbsent(goal, asked -> EffectiveSchema.of(document, asked));
    }

    /**
     * One level of a way into a value.
     *
     * @param goal what the value around is to obey
     * @param member the member that the way goes through; null for an element of a list
     */
    public record Level(SchemaSelection goal, @Nullable String member) {}

    /** A small value in which a way leads to the given one; empty when there is none. */
    public Optional<JsonNode> through(List<Level> way, JsonNode end) {
        attempts = 0;
        JsonNode value = end;
        for (Level level : way.reversed()) {
            EffectiveSchema demands = demands(level.goal());
            if (level.member() != null) {
                Optional<ObjectNode> object = object(demands, 0);
                if (object.isEmpty()) {
                    return Optional.empty();
                }
                value = object.get().set(level.member(), value);
            } else {
                Optional<ArrayNode> array = array(demands, Math.max(1, demands.limit("minItems", 0)));
                if (array.isEmpty()) {
                    return Optional.empty();
                }
                array.get().set(0, value);
                value = array.get();
            }
        }
        return Optional.of(value);
    }

    boolean isValid(JsonPointer schemaAt, JsonNode value) {
        return valid.test(schemaAt, value);
    }

    /** A value for all schemas of a goal together. */
    Optional<JsonNode> make(SchemaSelection goal) {
        JsonNode before = made.get(goal);
        if (before != null) {
            return Optional.of(before);
        }
        // a smallest value never needs itself inside itself, so a schema that is being made is no way out
        if (++attempts > ATTEMPTS || open.size() > 400 || !open.add(goal)) {
            return Optional.empty();
        }
        try {
            Optional<JsonNode> value = candidates(demands(goal))
                    .filter(candidate -> goal.schemas().stream().allMatch(schema -> isValid(schema, candidate)))
                    .findFirst();
            value.ifPresent(found -> made.put(goal, found));
            return value;
        } finally {
            open.remove(goal);
        }
    }

    private Stream<JsonNode> candidates(EffectiveSchema demands) {
        if (demands.refuseAll()) {
            return Stream.empty();
        }
        Optional<Located> fixed = demands.first("const");
        if (fixed.isPresent()) {
            return Stream.of(fixed.get().node());
        }
        Optional<Located> values = demands.first("enum");
        if (values.isPresent()) {
            List<JsonNode> all = new ArrayList<>();
            values.get().node().forEach(all::add);
            return all.stream().sorted(Comparator.comparing(JsonNode::isNull));
        }
        if (demands.hasUnions()) {
            return demands.branches().stream()
                    .map(this::make)
                    .flatMap(Optional::stream)
                    // an empty list is shorter than a text, but says less
                    .sorted(Comparator.comparing(JsonNode::isNull)
                            .thenComparing(value -> value.isContainerNode() && value.isEmpty())
                            .thenComparing(value -> value.toString().length()));
        }
        Set<String> types = demands.types();
        return types.isEmpty() ? Stream.of(NODES.nullNode()) : types.stream().flatMap(type -> ofType(type, demands));
    }

    private Stream<? extends JsonNode> ofType(String type, EffectiveSchema demands) {
        return switch (type) {
            case "string" -> SampleStrings.fitting(demands);
            case "integer", "number" ->
                Stream.of(BoundaryNumbers.node(BoundaryNumbers.of(demands).nearestToZero()));
            case "boolean" -> Stream.of(NODES.booleanNode(false), NODES.booleanNode(true));
            case "array" -> array(demands, demands.limit("minItems", 0)).stream();
            case "object" -> object(demands, 0).stream();
            default -> Stream.of(NODES.nullNode());
        };
    }

    /** A list of so many items, which differ where they have to. */
    Optional<ArrayNode> array(EffectiveSchema demands, int size) {
        ArrayNode array = NODES.arrayNode();
        if (size == 0) {
            return Optional.of(array);
        }
        List<JsonPointer> items = demands.schemas("items");
        JsonNode item = items.isEmpty()
                ? NODES.textNode("a")
                : make(SchemaSelection.of(items)).orElse(null);
        if (item == null || size > SIZE || size(item) * (long) size > SIZE) {
            return Optional.empty();
        }
        if (size > 1 && demands.areUnique()) {
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
        all.removeIf(value -> !items.stream().allMatch(schema -> isValid(schema, value)));
        if (all.size() < count && items.size() == 1) {
            new BoundaryValues(this, demands(SchemaSelection.of(items)))
                    .all().stream()
                            .map(SampleValue::value)
                            .filter(value -> isValid(items.getFirst(), value))
                            .forEach(all::add);
        }
        ArrayNode array = NODES.arrayNode();
        all.stream().limit(count).forEach(array::add);
        return array.size() == count ? Optional.of(array) : Optional.empty();
    }

    /** Another value of the same kind. */
    private static Optional<JsonNode> varied(JsonNode value, int i) {
        if (value.isTextual()) {
            return Optional.of(NODES.textNode(value.textValue() + i));
        }
        return value.isNumber()
                ? Optional.of(BoundaryNumbers.node(value.decimalValue().add(BigDecimal.valueOf(i))))
                : Optional.empty();
    }

    Optional<ObjectNode> object(EffectiveSchema demands, int wanted) {
        ObjectNode object = NODES.objectNode();
        Map<String, List<JsonPointer>> properties = demands.properties();
        Set<String> required = demands.required().keySet();
        for (String name : required) {
            Optional<JsonNode> value = member(demands, properties, name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            object.set(name, value.get());
        }
        int least = Math.min(Math.max(demands.limit("minProperties", 0), wanted), SIZE);
        for (String name : properties.keySet()) {
            if (object.size() < least && !object.has(name)) {
                member(demands, properties, name).ifPresent(value -> object.set(name, value));
            }
        }
        for (int i = 0; object.size() < least && i < SIZE && !demands.isClosed(); i++) {
            Optional<JsonNode> value = member(demands, properties, "member" + i);
            if (value.isEmpty()) {
                break;
            }
            object.set("member" + i, value.get());
        }
        return size(object) > SIZE ? Optional.empty() : Optional.of(object);
    }

    private Optional<JsonNode> member(EffectiveSchema demands, Map<String, List<JsonPointer>> properties, String name) {
        List<JsonPointer> schemas = properties.getOrDefault(name, demands.schemas("additionalProperties"));
        return schemas.isEmpty() ? Optional.of(NODES.textNode("a")) : make(SchemaSelection.of(schemas));
    }

    /** Parts are shared, so what takes little space may be endless when written out; counting stops early. */
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
