package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.MultipleOfConstraints;
import dev.loupe.diff.normal.NormalSchema.Bound;
import dev.loupe.diff.normal.NormalSchema.Numbers;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NumericBounds;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import org.jspecify.annotations.Nullable;

/** Compares what is asked of numbers: their steps (whole, multiples of) and the ends of their ranges. */
final class NumberComparison {
    private final Plain a;
    private final Plain b;
    private final MessagePath location;
    private final SchemaComparison out;

    private NumberComparison(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        this.a = a;
        this.b = b;
        this.location = location;
        this.out = out;
    }

    static void compare(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        if (!a.numbers().equals(b.numbers()) && !sameFewNumbers(a.numbers(), b.numbers())) {
            NumberComparison comparison = new NumberComparison(a, b, location, out);
            comparison.steps();
            comparison.minimum();
            comparison.maximum();
        }
    }

    /** "Any number from 1 to 1" and "a whole number from 1 to 1" are one. */
    private static boolean sameFewNumbers(Numbers left, Numbers right) {
        var few = MultipleOfConstraints.few(left);
        return few != null && few.equals(MultipleOfConstraints.few(right));
    }

    private void steps() {
        Numbers left = a.numbers();
        Numbers right = b.numbers();
        if (left.integer() == right.integer() && left.multiples().equals(right.multiples())) {
            return;
        }
        boolean narrower = MultipleOfConstraints.refuses(right, left);
        boolean wider = MultipleOfConstraints.refuses(left, right);
        if (narrower == wider) {
            multiples(DifferenceKind.MULTIPLE_OF_CHANGED);
        } else if (narrower) {
            multiples(
                    right.integer() && right.multiples().isEmpty()
                            ? DifferenceKind.BECAME_INTEGER
                            : DifferenceKind.MULTIPLE_OF_SET);
        } else {
            multiples(
                    left.integer() && left.multiples().isEmpty()
                            ? DifferenceKind.BECAME_NUMBER
                            : DifferenceKind.MULTIPLE_OF_DROPPED);
        }
    }

    private void multiples(DifferenceKind kind) {
        boolean kindOfNumber = kind == DifferenceKind.BECAME_INTEGER || kind == DifferenceKind.BECAME_NUMBER;
        out.add(Difference.of(
                kind,
                location,
                step(a),
                step(b),
                kindOfNumber ? SchemaDescriber.types(a) : multiple(a.numbers()),
                kindOfNumber ? SchemaDescriber.types(b) : multiple(b.numbers())));
    }

    /** Where the step is written: "integer" says one too. */
    private static DocumentPointer step(Plain plain) {
        DocumentPointer stated = plain.keyword("multipleOf");
        return stated.last().equals("multipleOf") ? stated : plain.keyword("type");
    }

    private static JsonNode multiple(Numbers numbers) {
        return numbers.multiples().isEmpty()
                ? MissingNode.getInstance()
                : Keywords.number(numbers.multiples().last());
    }

    private void minimum() {
        Bound before = a.numbers().min();
        Bound after = b.numbers().min();
        if (before == null || after == null) {
            set(before, after, DifferenceKind.MINIMUM_RAISED, "minimum", "exclusiveMinimum");
        } else {
            moved(
                    NumericBounds.lower(after, before),
                    DifferenceKind.MINIMUM_RAISED,
                    "minimum",
                    "exclusiveMinimum",
                    before,
                    after);
        }
    }

    private void maximum() {
        Bound before = a.numbers().max();
        Bound after = b.numbers().max();
        if (before == null || after == null) {
            set(before, after, DifferenceKind.MAXIMUM_LOWERED, "maximum", "exclusiveMaximum");
        } else {
            moved(
                    -NumericBounds.upper(after, before),
                    DifferenceKind.MAXIMUM_LOWERED,
                    "maximum",
                    "exclusiveMaximum",
                    before,
                    after);
        }
    }

    private void set(
            @Nullable Bound before, @Nullable Bound after, DifferenceKind tightened, String keyword, String other) {
        if (before != null || after != null) {
            difference(tightened.twin(before == null ? "SET" : "DROPPED"), keyword, other, before, after);
        }
    }

    private void moved(int tighter, DifferenceKind tightened, String keyword, String other, Bound before, Bound after) {
        if (tighter != 0) {
            difference(tighter > 0 ? tightened : tightened.loosened(), keyword, other, before, after);
        }
    }

    private void difference(
            DifferenceKind kind, String keyword, String other, @Nullable Bound before, @Nullable Bound after) {
        out.add(Difference.of(
                kind, location, at(a, keyword, other, before), at(b, keyword, other, after), end(before), end(after)));
    }

    /** The keyword that says this end, when several do; whole numbers may have moved it. */
    private static DocumentPointer at(Plain plain, String keyword, String other, @Nullable Bound bound) {
        for (SchemaRef.Part part : plain.sources()) {
            for (String name : new String[] {keyword, other}) {
                JsonNode stated = part.node().path(name);
                if (bound != null && stated.isNumber() && stated.decimalValue().compareTo(bound.value()) == 0) {
                    return part.at().then(name);
                }
            }
        }
        DocumentPointer at = plain.keyword(keyword);
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
