package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MultipleOfConstraints;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NumericBounds;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.TypeConstraints.Bound;
import dev.loupe.diff.normal.TypeConstraints.Numbers;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.text.JsonNumbers;
import org.jspecify.annotations.Nullable;

/** Compares the constraints on numbers: integer, multipleOf, minimum and maximum. */
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
        if (!a.numbers().equals(b.numbers()) && !acceptSameFewNumbers(a.numbers(), b.numbers())) {
            NumberComparison comparison = new NumberComparison(a, b, location, out);
            comparison.steps();
            comparison.minimum();
            comparison.maximum();
        }
    }

    /** A number from 1 to 1 and an integer from 1 to 1 accept the same value. */
    private static boolean acceptSameFewNumbers(Numbers left, Numbers right) {
        var values = MultipleOfConstraints.enumerate(left);
        return values != null && values.equals(MultipleOfConstraints.enumerate(right));
    }

    private void steps() {
        Numbers left = a.numbers();
        Numbers right = b.numbers();
        if (left.integer() == right.integer() && left.multiples().equals(right.multiples())) {
            return;
        }
        boolean narrower = MultipleOfConstraints.rejectsSomeOf(right, left);
        boolean wider = MultipleOfConstraints.rejectsSomeOf(left, right);
        if (narrower == wider) {
            multiples(DifferenceKind.of(Subject.MULTIPLE_OF, Edit.CHANGED));
        } else if (narrower) {
            multiples(
                    right.integer() && right.multiples().isEmpty()
                            ? DifferenceKind.of(Subject.NUMBER_TYPE, Edit.BECAME_INTEGER)
                            : DifferenceKind.of(Subject.MULTIPLE_OF, Edit.SET));
        } else {
            multiples(
                    left.integer() && left.multiples().isEmpty()
                            ? DifferenceKind.of(Subject.NUMBER_TYPE, Edit.BECAME_NUMBER)
                            : DifferenceKind.of(Subject.MULTIPLE_OF, Edit.DROPPED));
        }
    }

    private void multiples(DifferenceKind kind) {
        boolean kindOfNumber =
                kind.is(Subject.NUMBER_TYPE, Edit.BECAME_INTEGER) || kind.is(Subject.NUMBER_TYPE, Edit.BECAME_NUMBER);
        out.add(Difference.of(
                kind,
                location,
                step(a),
                step(b),
                kindOfNumber ? SchemaDescriber.types(a) : multiple(a.numbers()),
                kindOfNumber ? SchemaDescriber.types(b) : multiple(b.numbers())));
    }

    /** The location of the step: type integer is a step of 1. */
    private static DocumentPointer step(Plain plain) {
        DocumentPointer stated = plain.keyword("multipleOf");
        return stated.last().equals("multipleOf") ? stated : plain.keyword("type");
    }

    private static JsonNode multiple(Numbers numbers) {
        return numbers.multiples().isEmpty()
                ? MissingNode.getInstance()
                : JsonNumbers.of(numbers.multiples().last());
    }

    private void minimum() {
        Bound before = a.numbers().min();
        Bound after = b.numbers().min();
        int tighter = before == null || after == null ? 0 : NumericBounds.lower(after, before);
        bound(Subject.MINIMUM, tighter, before, after, "minimum", "exclusiveMinimum");
    }

    private void maximum() {
        Bound before = a.numbers().max();
        Bound after = b.numbers().max();
        int tighter = before == null || after == null ? 0 : -NumericBounds.upper(after, before);
        bound(Subject.MAXIMUM, tighter, before, after, "maximum", "exclusiveMaximum");
    }

    /**
     * Reports a bound that differs.
     *
     * @param tighter above zero when both have the bound and NEW accepts less, below zero when it accepts more
     */
    private void bound(
            Subject subject,
            int tighter,
            @Nullable Bound before,
            @Nullable Bound after,
            String keyword,
            String exclusiveKeyword) {
        if (before == null && after == null) {
            return;
        }
        if (before == null || after == null) {
            Edit edit = before == null ? Edit.SET : Edit.DROPPED;
            difference(DifferenceKind.of(subject, edit), keyword, exclusiveKeyword, before, after);
        } else if (tighter != 0) {
            Edit edit = subject.moved(tighter > 0);
            difference(DifferenceKind.of(subject, edit), keyword, exclusiveKeyword, before, after);
        }
    }

    private void difference(
            DifferenceKind kind, String keyword, String other, @Nullable Bound before, @Nullable Bound after) {
        out.add(Difference.of(
                kind, location, at(a, keyword, other, before), at(b, keyword, other, after), end(before), end(after)));
    }

    /** The keyword of this bound; for integers the bound may be rounded. */
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
        JsonNode value = JsonNumbers.of(bound.value());
        return bound.exclusive() ? JsonNodeFactory.instance.objectNode().set("exclusive", value) : value;
    }
}
