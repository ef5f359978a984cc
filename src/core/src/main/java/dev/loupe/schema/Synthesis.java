package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.contract.References.Located;
import dev.loupe.schema.Constraints.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes values for the schemas of a contract. Every value that is handed out was checked by the validator; what cannot
 * be made within the limits is not there, never wrong. Not safe to share between threads.
 */
public final class Synthesis {
    /** Attempts for one value: schemas that fan out may describe more values than there is time. */
    private static final int ATTEMPTS = 50_000;

    /** Values within one value. */
    private static final int SIZE = 10_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final CompiledSchemas schemas;
    private final Map<Goal, JsonNode> made = new HashMap<>();
    private final Set<Goal> open = new HashSet<>();
    private int attempts;

    Synthesis(CompiledSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The smallest valid value: required members only, the first enum value, the number nearest to zero, the fewest
     * items. A schema that lets null through still gets a value. Empty when no value can be made: the schema allows
     * none, or only values without end.
     */
    public Optional<JsonNode> smallest(JsonPointer schemaAt) {
        attempts = 0;
        return make(Goal.of(List.of(schemaAt))).filter(value -> isValid(schemaAt, value));
    }

    /** Valid values that try each rule of the schema: both ends, next to them, the middle, each enum value and branch. */
    public List<JsonNode> validValues(JsonPointer schemaAt) {
        return new Mutations(this, schemas)
                .of(schemaAt).stream()
                        .filter(sample -> sample.kind() == Sample.Kind.INSIDE)
                        .map(Sample::value)
                        .distinct()
                        .toList();
    }

    boolean isValid(JsonPointer schemaAt, JsonNode value) {
        return schemas.validate(schemaAt, value).isEmpty();
    }

    JsonNode document() {
        return schemas.document();
    }

    /** A value for all schemas of a goal together. */
    Optional<JsonNode> make(Goal goal) {
        JsonNode before = made.get(goal);
        if (before != null) {
            return Optional.of(before);
        }
        // a smallest value never needs itself inside itself, so a schema that is being made is no way out
        if (++attempts > ATTEMPTS || open.size() > 400 || !open.add(goal)) {
            return Optional.empty();
        }
        try {
            Optional<JsonNode> value = candidates(Constraints.of(document(), goal))
                    .filter(candidate -> goal.schemas().stream().allMatch(schema -> isValid(schema, candidate)))
                    .findFirst();
            value.ifPresent(found -> made.put(goal, found));
            return value;
        } finally {
            open.remove(goal);
        }
    }

    private Stream<JsonNode> candidates(Constraints constraints) {
        Optional<Located> fixed = constraints.first("const");
        if (fixed.isPresent()) {
            return Stream.of(fixed.get().node());
        }
        Optional<Located> values = constraints.first("enum");
        if (values.isPresent()) {
            List<JsonNode> all = new ArrayList<>();
            values.get().node().forEach(all::add);
            return all.stream().sorted(Comparator.comparing(JsonNode::isNull));
        }
        if (constraints.hasUnions()) {
            return constraints.branches().stream()
                    .map(this::make)
                    .flatMap(Optional::stream)
                    // an empty list is shorter than a text, but says less
                    .sorted(Comparator.comparing(JsonNode::isNull)
                            .thenComparing(value -> value.isContainerNode() && value.isEmpty())
                            .thenComparing(value -> value.toString().length()));
        }
        return constraints.types().stream().flatMap(type -> ofType(type, constraints));
    }

    private Stream<JsonNode> ofType(String type, Constraints constraints) {
        return switch (type) {
            case "string" -> texts(constraints);
            case "integer", "number" ->
                Stream.of(NODES.numberNode(Numbers.of(constraints, type).nearestToZero()));
            case "boolean" -> Stream.of(NODES.booleanNode(false), NODES.booleanNode(true));
            case "array" -> array(constraints).stream();
            case "object" -> object(constraints).stream();
            default -> Stream.of(NODES.nullNode());
        };
    }

    private static Stream<JsonNode> texts(Constraints constraints) {
        int least = constraints.limit("minLength", 0);
        int most = constraints.limit("maxLength", Integer.MAX_VALUE);
        Optional<Located> pattern = constraints.first("pattern");
        if (pattern.isPresent()) {
            return PatternText.candidates(pattern.get().node().asText()).stream()
                    .map(NODES::textNode);
        }
        if (constraints
                        .first("format")
                        .filter(f -> f.node().asText().equals("uri"))
                        .isPresent()
                && most >= 20) {
            return Stream.of(NODES.textNode("https://example.com/" + "a".repeat(Math.clamp(least - 20L, 0, SIZE))));
        }
        return least > SIZE
                ? Stream.empty()
                : Stream.of(NODES.textNode("a".repeat(Math.min(Math.max(least, 1), most))));
    }

    private Optional<JsonNode> array(Constraints constraints) {
        int least = constraints.limit("minItems", 0);
        ArrayNode array = NODES.arrayNode();
        if (least == 0) {
            return Optional.of(array);
        }
        if (least > SIZE) {
            return Optional.empty();
        }
        List<JsonPointer> items = constraints.schemas("items");
        JsonNode item =
                items.isEmpty() ? NODES.textNode("a") : make(Goal.of(items)).orElse(null);
        if (item == null || item.size() * (long) least > SIZE) {
            return Optional.empty();
        }
        for (int i = 0; i < least; i++) {
            array.add(item);
        }
        if (least > 1 && constraints.first("uniqueItems").isPresent()) {
            return distinct(items, least);
        }
        return Optional.of(array);
    }

    private Optional<JsonNode> distinct(List<JsonPointer> items, int count) {
        ArrayNode array = NODES.arrayNode();
        if (items.size() == 1) {
            validValues(items.getFirst()).stream().limit(count).forEach(array::add);
        } else {
            for (int i = 0; i < count; i++) {
                array.add("a" + i);
            }
        }
        return array.size() == count ? Optional.of(array) : Optional.empty();
    }

    private Optional<JsonNode> object(Constraints constraints) {
        ObjectNode object = NODES.objectNode();
        Map<String, List<JsonPointer>> properties = constraints.properties();
        List<String> names = new ArrayList<>(constraints.required().keySet());
        int least = constraints.limit("minProperties", 0);
        properties.keySet().stream()
                .filter(name -> !names.contains(name))
                .limit(Math.max(0, least - names.size()))
                .toList()
                .forEach(names::add);
        for (String name : names) {
            List<JsonPointer> member = properties.getOrDefault(name, constraints.schemas("additionalProperties"));
            Optional<JsonNode> value = member.isEmpty() ? Optional.of(NODES.textNode("a")) : make(Goal.of(member));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            object.set(name, value.get());
        }
        for (int i = object.size(); i < least && i < SIZE; i++) {
            object.put("member" + i, "a");
        }
        return size(object) > SIZE ? Optional.empty() : Optional.of(object);
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
