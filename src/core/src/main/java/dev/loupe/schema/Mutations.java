package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.contract.References.Located;
import dev.loupe.schema.Constraints.Bound;
import dev.loupe.schema.Constraints.Goal;
import dev.loupe.schema.Sample.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values on either side of each rule of a schema, each with one thing odd about it. What a value is, inside or outside,
 * is what the validator says; the label says what was tried.
 */
public final class Mutations {
    /** A member's name that no contract has. */
    public static final String UNKNOWN = "loupe_unknown_member";

    /** Longest text or list that is made to go past a limit. */
    private static final int LONGEST = 20_000;

    /** Branches of branches are tried this deep; the product of more has no end. */
    private static final int UNIONS_IN_UNIONS = 3;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Synthesis synthesis;
    private final CompiledSchemas schemas;
    private final Map<JsonNode, Sample> samples = new LinkedHashMap<>();
    private JsonPointer schemaAt = JsonPointer.empty();

    Mutations(Synthesis synthesis, CompiledSchemas schemas) {
        this.synthesis = synthesis;
        this.schemas = schemas;
    }

    /** The samples for the schema at a place, each value once. */
    public List<Sample> of(JsonPointer place) {
        schemaAt = place;
        samples.clear();
        Constraints constraints = Constraints.of(synthesis.document(), Goal.of(List.of(place)));
        if (constraints.hasUnions()) {
            branches(constraints, UNIONS_IN_UNIONS);
        } else {
            constraints(constraints);
        }
        nulls(constraints);
        wrongTypes(constraints);
        synthesis.smallest(place).ifPresent(value -> inside("smallest", "the schema", "", place, value));
        return List.copyOf(samples.values());
    }

    private void constraints(Constraints constraints) {
        enums(constraints);
        if (constraints.first("enum").isPresent() || constraints.first("const").isPresent()) {
            return;
        }
        for (String type : constraints.types()) {
            switch (type) {
                case "integer", "number" -> numbers(constraints, type);
                case "string" -> texts(constraints);
                case "array" -> arrays(constraints);
                case "object" -> objects(constraints);
                case "boolean" -> {
                    inside("true", "type boolean", "type", schemaAt, NODES.booleanNode(true));
                    inside("false", "type boolean", "type", schemaAt, NODES.booleanNode(false));
                }
                default -> {}
            }
        }
    }

    private void enums(Constraints constraints) {
        constraints.first("enum").ifPresent(values -> {
            String rule = "enum " + Words.actual(values.node());
            values.node().forEach(value -> inside("enum value", rule, "enum", values.pointer(), value));
            String unknown = values.node().path(0).asText() + "-unknown";
            outside("unknown enum value", rule, "enum", values.pointer(), NODES.textNode(unknown));
        });
    }

    private void numbers(Constraints constraints, String type) {
        Numbers numbers = Numbers.of(constraints, type);
        numbers.lower().ifPresent(bound -> {
            String rule = rule(bound, "minimum", "exclusiveMinimum");
            number(bound, rule, "at " + rule, numbers.first());
            number(bound, rule, "just above " + rule, numbers.next(numbers.first(), 1));
            BigDecimal past = bound.exclusive() ? bound.value() : numbers.next(numbers.first(), -1);
            number(bound, rule, "just below " + rule, past);
        });
        numbers.upper().ifPresent(bound -> {
            String rule = rule(bound, "maximum", "exclusiveMaximum");
            number(bound, rule, "at " + rule, numbers.last());
            number(bound, rule, "just below " + rule, numbers.next(numbers.last(), -1));
            BigDecimal past = bound.exclusive() ? bound.value() : numbers.next(numbers.last(), 1);
            number(bound, rule, "just above " + rule, past);
        });
        if (numbers.lower().isPresent() && numbers.upper().isPresent()) {
            put("in the middle", "range", "minimum", schemaAt, NODES.numberNode(numbers.middle()), false);
        }
        if (numbers.whole()) {
            BigDecimal half = numbers.nearestToZero().add(new BigDecimal("0.5"));
            outside("not whole", "type integer", "type", typeAt(constraints), NODES.numberNode(half));
        }
        numbers.multiple().ifPresent(multiple -> constraints.first("multipleOf").ifPresent(at -> {
            BigDecimal off = numbers.nearestToZero().add(multiple.divide(BigDecimal.TWO));
            outside("not a multiple", "multipleOf " + multiple, "multipleOf", at.pointer(), NODES.numberNode(off));
        }));
    }

    private static String rule(Bound bound, String plain, String exclusive) {
        return (bound.exclusive() ? exclusive : plain) + " " + bound.value();
    }

    private void number(Bound bound, String rule, String label, BigDecimal value) {
        String keyword = bound.at().last().getMatchingProperty();
        put(label, rule, keyword, bound.at(), NODES.numberNode(value), false);
    }

    private void texts(Constraints constraints) {
        constraints.first("minLength").ifPresent(limit -> {
            int least = constraints.limit("minLength", 0);
            if (least > 0 && least < LONGEST) {
                outside("too short", "minLength " + least, "minLength", limit.pointer(), text(least - 1));
            }
        });
        constraints.first("maxLength").ifPresent(limit -> {
            int most = constraints.limit("maxLength", 0);
            if (most < LONGEST) {
                inside("longest", "maxLength " + most, "maxLength", limit.pointer(), text(most));
                outside("too long", "maxLength " + most, "maxLength", limit.pointer(), text(most + 1));
            }
        });
        constraints.first("pattern").ifPresent(pattern -> {
            for (String odd : List.of("", "!", "\u00e9 ", "0", "a")) {
                outside(
                        "against the pattern",
                        "pattern " + pattern.node().asText(),
                        "pattern",
                        pattern.pointer(),
                        NODES.textNode(odd));
            }
        });
    }

    private static JsonNode text(int length) {
        return NODES.textNode("a".repeat(length));
    }

    private void arrays(Constraints constraints) {
        List<JsonPointer> items = constraints.schemas("items");
        Optional<JsonNode> item = items.isEmpty() ? Optional.of(NODES.textNode("a")) : synthesis.make(Goal.of(items));
        inside("empty", "no minItems", "minItems", schemaAt, NODES.arrayNode());
        item.ifPresent(one -> {
            inside("one item", "items", "items", schemaAt, repeat(one, 1));
            constraints.first("minItems").ifPresent(limit -> {
                int least = constraints.limit("minItems", 0);
                if (least > 0 && least < LONGEST) {
                    outside("too few items", "minItems " + least, "minItems", limit.pointer(), repeat(one, least - 1));
                }
            });
            constraints.first("maxItems").ifPresent(limit -> {
                int most = constraints.limit("maxItems", 0);
                if (most < LONGEST) {
                    inside("most items", "maxItems " + most, "maxItems", limit.pointer(), repeat(one, most));
                    outside(
                            "one item too many",
                            "maxItems " + most,
                            "maxItems",
                            limit.pointer(),
                            repeat(one, most + 1));
                }
            });
            if (constraints.all("uniqueItems").stream()
                    .anyMatch(unique -> unique.node().asBoolean())) {
                outside("an item twice", "uniqueItems", "uniqueItems", schemaAt, repeat(one, 2));
            }
        });
    }

    private static ArrayNode repeat(JsonNode item, int count) {
        ArrayNode array = NODES.arrayNode(count);
        for (int i = 0; i < count; i++) {
            array.add(item);
        }
        return array;
    }

    private void objects(Constraints constraints) {
        Optional<JsonNode> base = synthesis.make(constraints.goal());
        if (!(base.orElse(null) instanceof ObjectNode object)) {
            return;
        }
        constraints.required().forEach((name, at) -> {
            ObjectNode without = object.deepCopy();
            without.remove(name);
            outside("without " + name, "required " + name, "required", at, without);
        });
        ObjectNode full = object.deepCopy();
        constraints.properties().forEach((name, member) -> {
            if (!object.has(name)) {
                synthesis.make(Goal.of(member)).ifPresent(value -> {
                    ObjectNode with = object.deepCopy();
                    inside("with " + name, "optional " + name, "properties", member.getFirst(), with.set(name, value));
                    full.set(name, value);
                });
            }
        });
        inside("with every member", "properties", "properties", schemaAt, full);
        ObjectNode odd = object.deepCopy().put(UNKNOWN, 1);
        JsonPointer closed =
                constraints.first("additionalProperties").map(Located::pointer).orElse(schemaAt);
        put("with an unknown member", "additionalProperties", "additionalProperties", closed, odd, true);
    }

    /** A value of each branch, and what is just outside of each unless another branch takes it. */
    private void branches(Constraints constraints, int depth) {
        if (depth == 0) {
            return;
        }
        for (Goal branch : constraints.branches()) {
            JsonPointer at = branch.schemas().getFirst();
            synthesis.make(branch).ifPresent(value -> inside("branch", "a branch of the union", "anyOf", at, value));
            Constraints chosen = Constraints.of(synthesis.document(), branch);
            if (chosen.hasUnions()) {
                branches(chosen, depth - 1);
            } else {
                constraints(chosen);
            }
        }
    }

    private void nulls(Constraints constraints) {
        boolean valid = synthesis.isValid(schemaAt, NODES.nullNode());
        put("null", valid ? "nullable" : "not nullable", "nullable", typeAt(constraints), NODES.nullNode(), false);
    }

    private JsonPointer typeAt(Constraints constraints) {
        return constraints.first("type").map(Located::pointer).orElse(schemaAt);
    }

    private void wrongTypes(Constraints constraints) {
        List<JsonNode> others = List.of(
                NODES.textNode("0.7"),
                NODES.numberNode(7),
                NODES.booleanNode(true),
                NODES.objectNode(),
                NODES.arrayNode());
        boolean typed = constraints.first("type").isPresent();
        String rule = typed ? "type " + String.join(" or ", constraints.types()) : "a branch of the union";
        for (JsonNode other : others) {
            if (!synthesis.isValid(schemaAt, other)) {
                outside("wrong type", rule, "type", typeAt(constraints), other);
            }
        }
    }

    private void inside(String label, String rule, String keyword, JsonPointer at, JsonNode value) {
        if (synthesis.isValid(schemaAt, value)) {
            put(label, rule, keyword, at, value, false);
        }
    }

    private void outside(String label, String rule, String keyword, JsonPointer at, JsonNode value) {
        if (!synthesis.isValid(schemaAt, value)) {
            put(label, rule, keyword, at, value, false);
        }
    }

    /** The validator decides what the value is; an odd value that it lets through is open. */
    private void put(String label, String rule, String keyword, JsonPointer at, JsonNode value, boolean odd) {
        boolean valid = schemas.validate(schemaAt, value).isEmpty();
        Kind kind = !valid ? Kind.OUTSIDE : odd ? Kind.OPEN : Kind.INSIDE;
        samples.putIfAbsent(value, new Sample(kind, label, rule, keyword, at, value));
    }
}
