package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.change.Shape.Bound;
import dev.loupe.change.Shape.Plain;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares ranges, lengths, patterns and formats. */
final class ScalarComparison {
    /** Formats that validators check; the others are hints to those who generate code. */
    private static final Set<String> CHECKED = Set.of(
            "date",
            "date-time",
            "time",
            "duration",
            "email",
            "idn-email",
            "hostname",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "iri",
            "iri-reference",
            "uuid",
            "uri-template",
            "json-pointer",
            "relative-json-pointer",
            "regex");

    private ScalarComparison() {}

    static void compare(Plain a, Plain b, Place place, SchemaComparison out) {
        if (both(a, b, Shape.Type.NUMBER)) {
            if (a.numbers().whole() != b.numbers().whole()) {
                out.add(Fact.of(
                        b.numbers().whole() ? Kind.BECAME_INTEGER : Kind.BECAME_NUMBER,
                        place,
                        a.keyword("type"),
                        b.keyword("type"),
                        Words.types(a),
                        Words.types(b)));
            }
            new Ends(a, b, place, out).minimum();
            new Ends(a, b, place, out).maximum();
            multiples(a, b, place, out);
        }
        if (both(a, b, Shape.Type.STRING)) {
            least(
                    "minLength",
                    Kind.MIN_LENGTH_RAISED,
                    a,
                    b,
                    a.texts().min(),
                    b.texts().min(),
                    place,
                    out);
            most(
                    "maxLength",
                    Kind.MAX_LENGTH_LOWERED,
                    a,
                    b,
                    a.texts().max(),
                    b.texts().max(),
                    place,
                    out);
            texts(
                    "pattern",
                    Kind.PATTERN_CHANGED,
                    a,
                    b,
                    a.texts().patterns(),
                    b.texts().patterns(),
                    place,
                    out);
        }
        if (both(a, b, Shape.Type.STRING) || both(a, b, Shape.Type.NUMBER)) {
            formats(a, b, place, out);
        }
        if (both(a, b, Shape.Type.ARRAY)) {
            least(
                    "minItems",
                    Kind.MIN_ITEMS_RAISED,
                    a,
                    b,
                    a.items().min(),
                    b.items().min(),
                    place,
                    out);
            most(
                    "maxItems",
                    Kind.MAX_ITEMS_LOWERED,
                    a,
                    b,
                    a.items().max(),
                    b.items().max(),
                    place,
                    out);
            if (a.items().unique() != b.items().unique()) {
                out.add(Fact.of(
                        b.items().unique() ? Kind.UNIQUE_ITEMS_SET : Kind.UNIQUE_ITEMS_DROPPED,
                        place,
                        a.keyword("uniqueItems"),
                        b.keyword("uniqueItems")));
            }
        }
        if (both(a, b, Shape.Type.OBJECT)) {
            least(
                    "minProperties",
                    Kind.MIN_PROPERTIES_RAISED,
                    a,
                    b,
                    a.members().min(),
                    b.members().min(),
                    place,
                    out);
            most(
                    "maxProperties",
                    Kind.MAX_PROPERTIES_LOWERED,
                    a,
                    b,
                    a.members().max(),
                    b.members().max(),
                    place,
                    out);
        }
    }

    private static boolean both(Plain a, Plain b, Shape.Type type) {
        return a.types().contains(type) && b.types().contains(type);
    }

    /** The kind of the same subject: {@code MAXIMUM_LOWERED} and {@code SET} are {@code MAXIMUM_SET}. */
    private static Kind kind(Kind one, String word) {
        String name = one.name();
        return Kind.valueOf(name.substring(0, name.lastIndexOf('_') + 1) + word);
    }

    private static Kind loosened(Kind tightened) {
        return kind(tightened, tightened.name().endsWith("RAISED") ? "LOWERED" : "RAISED");
    }

    private static void least(
            String keyword, Kind raised, Plain a, Plain b, long before, long after, Place place, SchemaComparison out) {
        if (before != after) {
            Kind kind = after > before
                    ? (before == 0 ? kind(raised, "SET") : raised)
                    : after == 0 ? kind(raised, "DROPPED") : loosened(raised);
            out.add(Fact.of(kind, place, a.keyword(keyword), b.keyword(keyword), number(before), number(after)));
        }
    }

    private static JsonNode number(long value) {
        return value == 0 ? MissingNode.getInstance() : LongNode.valueOf(value);
    }

    private static void most(
            String keyword,
            Kind lowered,
            Plain a,
            Plain b,
            @Nullable Long before,
            @Nullable Long after,
            Place place,
            SchemaComparison out) {
        if (java.util.Objects.equals(before, after)) {
            return;
        }
        Kind kind = before == null
                ? kind(lowered, "SET")
                : after == null ? kind(lowered, "DROPPED") : after < before ? lowered : loosened(lowered);
        out.add(Fact.of(kind, place, a.keyword(keyword), b.keyword(keyword), number(before), number(after)));
    }

    private static JsonNode number(@Nullable Long value) {
        return value == null ? MissingNode.getInstance() : LongNode.valueOf(value);
    }

    /** The two ends of a range of numbers. */
    private record Ends(Plain a, Plain b, Place place, SchemaComparison out) {
        void minimum() {
            Bound before = a.numbers().min();
            Bound after = b.numbers().min();
            if (before == null || after == null) {
                set(before, after, Kind.MINIMUM_RAISED, "minimum", "exclusiveMinimum");
            } else {
                moved(Ranges.lower(after, before), Kind.MINIMUM_RAISED, "minimum", "exclusiveMinimum", before, after);
            }
        }

        void maximum() {
            Bound before = a.numbers().max();
            Bound after = b.numbers().max();
            if (before == null || after == null) {
                set(before, after, Kind.MAXIMUM_LOWERED, "maximum", "exclusiveMaximum");
            } else {
                moved(-Ranges.upper(after, before), Kind.MAXIMUM_LOWERED, "maximum", "exclusiveMaximum", before, after);
            }
        }

        private void set(@Nullable Bound before, @Nullable Bound after, Kind tightened, String keyword, String other) {
            if (before != null || after != null) {
                fact(kind(tightened, before == null ? "SET" : "DROPPED"), keyword, other, before, after);
            }
        }

        private void moved(int tighter, Kind tightened, String keyword, String other, Bound before, Bound after) {
            if (tighter != 0) {
                fact(tighter > 0 ? tightened : loosened(tightened), keyword, other, before, after);
            }
        }

        private void fact(Kind kind, String keyword, String other, @Nullable Bound before, @Nullable Bound after) {
            out.add(Fact.of(
                    kind, place, at(a, keyword, other, before), at(b, keyword, other, after), end(before), end(after)));
        }

        /** The keyword that says this end, when several do; whole numbers may have moved it. */
        private static Pointer at(Plain plain, String keyword, String other, @Nullable Bound bound) {
            for (Slot.Part part : plain.sources()) {
                for (String name : List.of(keyword, other)) {
                    JsonNode said = part.node().path(name);
                    if (bound != null && said.isNumber() && said.decimalValue().compareTo(bound.value()) == 0) {
                        return part.at().then(name);
                    }
                }
            }
            Pointer at = plain.keyword(keyword);
            return at.last().equals(keyword) ? at : plain.keyword(other);
        }

        private static JsonNode end(@Nullable Bound bound) {
            if (bound == null) {
                return MissingNode.getInstance();
            }
            JsonNode value = Keywords.number(bound.value());
            return bound.exclusive() ? JsonNodeFactory.instance.objectNode().set("exclusive", value) : value;
        }
    }

    private static void multiples(Plain a, Plain b, Place place, SchemaComparison out) {
        SortedSet<BigDecimal> before = a.numbers().multiples();
        SortedSet<BigDecimal> after = b.numbers().multiples();
        if (before.equals(after)) {
            return;
        }
        Kind kind = before.isEmpty()
                ? Kind.MULTIPLE_OF_SET
                : after.isEmpty() ? Kind.MULTIPLE_OF_DROPPED : Kind.MULTIPLE_OF_CHANGED;
        if (kind == Kind.MULTIPLE_OF_CHANGED && before.size() == 1 && after.size() == 1) {
            // every multiple of 4 is one of 2
            if (divides(before.first(), after.first())) {
                kind = Kind.MULTIPLE_OF_SET;
            } else if (divides(after.first(), before.first())) {
                kind = Kind.MULTIPLE_OF_DROPPED;
            }
        }
        out.add(Fact.of(kind, place, a.keyword("multipleOf"), b.keyword("multipleOf"), one(before), one(after)));
    }

    private static boolean divides(BigDecimal small, BigDecimal large) {
        return large.remainder(small).signum() == 0;
    }

    private static JsonNode one(SortedSet<BigDecimal> values) {
        return values.isEmpty() ? MissingNode.getInstance() : Keywords.number(values.last());
    }

    private static void texts(
            String keyword,
            Kind changed,
            Plain a,
            Plain b,
            SortedSet<String> before,
            SortedSet<String> after,
            Place place,
            SchemaComparison out) {
        if (before.equals(after)) {
            return;
        }
        Kind kind = after.containsAll(before)
                ? kind(changed, "SET")
                : before.containsAll(after) ? kind(changed, "DROPPED") : changed;
        out.add(Fact.of(kind, place, a.keyword(keyword), b.keyword(keyword), text(before), text(after)));
    }

    private static JsonNode text(SortedSet<String> values) {
        if (values.size() == 1) {
            return TextNode.valueOf(values.first());
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return values.isEmpty() ? MissingNode.getInstance() : array;
    }

    private static void formats(Plain a, Plain b, Place place, SchemaComparison out) {
        SortedSet<String> before = a.texts().formats();
        SortedSet<String> after = b.texts().formats();
        if (before.equals(after)) {
            return;
        }
        SortedSet<String> checkedBefore = checked(a);
        SortedSet<String> checkedAfter = checked(b);
        if (checkedBefore.equals(checkedAfter)) {
            out.add(Fact.of(
                    before.isEmpty()
                            ? Kind.FORMAT_HINT_SET
                            : after.isEmpty() ? Kind.FORMAT_HINT_DROPPED : Kind.FORMAT_HINT_CHANGED,
                    place,
                    a.keyword("format"),
                    b.keyword("format"),
                    text(before),
                    text(after)));
        } else {
            texts("format", Kind.FORMAT_CHANGED, a, b, checkedBefore, checkedAfter, place, out);
        }
    }

    private static SortedSet<String> checked(Plain plain) {
        SortedSet<String> all = new TreeSet<>(plain.texts().formats());
        all.retainAll(CHECKED);
        if (!plain.types().contains(Shape.Type.STRING)) {
            all.clear();
        }
        return all;
    }

    /** True unless a listed value breaks what NEW asks of values of its kind. */
    static boolean accepts(Plain plain, JsonNode value) {
        Shape.Type type = Constraints.typeOf(value);
        if (type == null || !plain.types().contains(type)) {
            return false;
        }
        return switch (type) {
            case NUMBER -> acceptsNumber(plain.numbers(), value.decimalValue());
            case STRING -> acceptsLength(plain.texts(), value.textValue());
            case BOOLEAN, ARRAY, OBJECT -> true;
        };
    }

    private static boolean acceptsLength(Shape.Texts texts, String value) {
        int length = value.codePointCount(0, value.length());
        Long max = texts.max();
        return length >= texts.min() && (max == null || length <= max);
    }

    private static boolean acceptsNumber(Shape.Numbers numbers, BigDecimal value) {
        Bound here = new Bound(value, false);
        Bound min = numbers.min();
        Bound max = numbers.max();
        return (min == null || Ranges.lower(min, here) <= 0)
                && (max == null || Ranges.upper(max, here) >= 0)
                && (!numbers.whole() || value.stripTrailingZeros().scale() <= 0)
                && numbers.multiples().stream().allMatch(each -> divides(each, value));
    }
}
