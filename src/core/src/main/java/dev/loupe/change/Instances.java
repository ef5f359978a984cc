package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Plain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds small values that a schema accepts. Null stands for "could not": the caller says so, nobody guesses. */
final class Instances {
    private static final int DEEPEST = 40;
    private static final int LONGEST = 100_000;
    /** What a member without a description is called. */
    private static final String OTHER = "x1";

    private final Normalizer schemas;

    Instances(Normalizer schemas) {
        this.schemas = schemas;
    }

    Normalizer schemas() {
        return schemas;
    }

    @Nullable
    JsonNode smallest(Slot slot) {
        return smallest(schemas.shape(slot), 0);
    }

    @Nullable
    JsonNode smallest(Shape shape) {
        return smallest(shape, 0);
    }

    private @Nullable JsonNode smallest(Shape shape, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        return switch (shape) {
            case Shape.Broken broken -> NullNode.getInstance();
            case Choice choice -> {
                for (Shape.Branch branch : choice.branches()) {
                    JsonNode value = smallest(branch.shape(), depth + 1);
                    if (value != null) {
                        yield value;
                    }
                }
                yield choice.nullable() ? NullNode.getInstance() : null;
            }
            case Plain plain -> {
                if (plain.acceptsAnything()) {
                    yield TextNode.valueOf("x");
                }
                for (Shape.Type type : List.of(
                        Shape.Type.STRING,
                        Shape.Type.NUMBER,
                        Shape.Type.BOOLEAN,
                        Shape.Type.OBJECT,
                        Shape.Type.ARRAY)) {
                    JsonNode value = plain.types().contains(type) ? smallest(plain, type, depth) : null;
                    if (value != null) {
                        yield value;
                    }
                }
                yield plain.nullable() ? NullNode.getInstance() : null;
            }
        };
    }

    @Nullable
    JsonNode smallest(Plain plain, Shape.Type type, int depth) {
        Set<JsonNode> values = plain.values();
        if (values != null) {
            return values.stream()
                    .filter(each -> Constraints.typeOf(each) == type)
                    .findFirst()
                    .orElse(null);
        }
        return switch (type) {
            case BOOLEAN -> BooleanNode.TRUE;
            case NUMBER -> number(plain.numbers());
            case STRING -> Samples.text(plain.texts());
            case ARRAY -> array(plain.items(), Math.max(0, plain.items().min()), depth);
            case OBJECT -> object(plain.members(), depth);
        };
    }

    static @Nullable JsonNode number(Shape.Numbers numbers) {
        BigDecimal value = BigDecimal.ZERO;
        Shape.Bound min = numbers.min();
        Shape.Bound max = numbers.max();
        if (min != null && Ranges.lower(min, new Shape.Bound(value, false)) > 0) {
            value = min.exclusive() ? between(min.value(), max == null ? null : max.value()) : min.value();
        } else if (max != null && Ranges.upper(max, new Shape.Bound(value, false)) < 0) {
            value = max.exclusive() ? between(min == null ? null : min.value(), max.value()) : max.value();
        }
        for (BigDecimal multiple : numbers.multiples()) {
            if (value.remainder(multiple).signum() != 0) {
                RoundingMode away = value.signum() > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
                value = value.divide(multiple, 0, away).multiply(multiple);
            }
        }
        return Keywords.number(value);
    }

    private static BigDecimal between(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null) {
            return high == null ? BigDecimal.ZERO : high.subtract(BigDecimal.ONE);
        }
        return high == null
                ? low.add(BigDecimal.ONE)
                : low.add(high).divide(BigDecimal.TWO, 20, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    @Nullable
    JsonNode array(Shape.Items items, long size, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Slot each = items.each();
        for (long i = 0; i < Math.min(size, 10_000); i++) {
            JsonNode element = each == null ? TextNode.valueOf("x" + i) : smallest(schemas.shape(each), depth + 1);
            if (element == null) {
                return null;
            }
            array.add(items.unique() && i > 0 ? varied(element, i) : element);
        }
        return array;
    }

    /** Another value of the same kind; whether the schema takes it is asked later. */
    static JsonNode varied(JsonNode value, long i) {
        if (value.isTextual()) {
            return TextNode.valueOf(value.textValue() + i);
        }
        return value.isNumber() ? Keywords.number(value.decimalValue().add(BigDecimal.valueOf(i))) : value;
    }

    private @Nullable JsonNode object(Shape.Members members, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name : members.required()) {
            Slot slot = members.properties().get(name);
            JsonNode value = slot == null ? other(members, depth) : smallest(schemas.shape(slot), depth + 1);
            if (value == null) {
                return null;
            }
            object.set(name, value);
        }
        return fill(object, members, members.min(), depth);
    }

    /** Adds optional members, then unknown ones, until there are enough. */
    ObjectNode fill(ObjectNode object, Shape.Members members, long count, int depth) {
        for (var property : members.properties().entrySet()) {
            if (object.size() < count && !object.has(property.getKey())) {
                JsonNode value = smallest(schemas.shape(property.getValue()), depth + 1);
                if (value != null) {
                    object.set(property.getKey(), value);
                }
            }
        }
        for (int i = 1; object.size() < Math.min(count, LONGEST) && !members.closed() && i < 5_000; i++) {
            JsonNode value = other(members, depth);
            if (value == null) {
                break;
            }
            object.set("x" + i, value);
        }
        return object;
    }

    @Nullable
    JsonNode other(Shape.Members members, int depth) {
        Slot others = members.others();
        return others == null ? TextNode.valueOf("x") : smallest(schemas.shape(others), depth + 1);
    }

    /**
     * A small value of a message with the given value at a place in it; null when there is none.
     *
     * @param inNew true when the schemas are those of NEW, so that branches are taken from there
     */
    @Nullable
    JsonNode around(Slot root, List<Step> steps, boolean inNew, JsonNode leaf) {
        return around(schemas.shape(root), steps, 0, inNew, leaf);
    }

    private @Nullable JsonNode around(Shape shape, List<Step> steps, int at, boolean inNew, JsonNode leaf) {
        if (at == steps.size()) {
            return leaf;
        }
        return switch (steps.get(at)) {
            case Step.Into into -> around(inNew ? into.next() : into.old(), steps, at + 1, inNew, leaf);
            case Step.Member member -> {
                Slot slot = shape instanceof Plain plain
                        ? plain.members().properties().get(member.name())
                        : null;
                yield inObject(shape, member.name(), slot, steps, at, inNew, leaf);
            }
            case Step.Others others -> inObject(shape, OTHER, null, steps, at, inNew, leaf);
            case Step.Element element -> {
                if (!(shape instanceof Plain plain)) {
                    yield null;
                }
                Slot each = plain.items().each();
                JsonNode first = around(
                        each == null ? schemas.shape(Slot.ANYTHING) : schemas.shape(each), steps, at + 1, inNew, leaf);
                JsonNode rest = array(plain.items(), Math.max(0, plain.items().min() - 1), 0);
                if (first == null || rest == null) {
                    yield null;
                }
                ArrayNode array = JsonNodeFactory.instance.arrayNode().add(first);
                rest.forEach(array::add);
                yield array;
            }
        };
    }

    /** Where {@link #around} puts its value, as a JSON pointer. */
    static String pointer(List<Step> steps) {
        Pointer at = Pointer.ROOT;
        for (Step step : steps) {
            at = switch (step) {
                case Step.Into into -> at;
                case Step.Member member -> at.then(member.name());
                case Step.Others others -> at.then(OTHER);
                case Step.Element element -> at.then(0);
            };
        }
        return at.toString();
    }

    private @Nullable JsonNode inObject(
            Shape shape, String name, @Nullable Slot slot, List<Step> steps, int at, boolean inNew, JsonNode leaf) {
        if (!(shape instanceof Plain plain)
                || !(smallest(plain.with(Set.of(Shape.Type.OBJECT)), Shape.Type.OBJECT, 0)
                        instanceof ObjectNode object)) {
            return null;
        }
        Slot others = plain.members().others();
        Slot inside = slot != null ? slot : others != null ? others : Slot.ANYTHING;
        JsonNode value = around(schemas.shape(inside), steps, at + 1, inNew, leaf);
        return value == null ? null : object.set(name, value);
    }
}
