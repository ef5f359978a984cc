package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.StringFormats;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.PatternInclusion;
import dev.loupe.openapi.schema.PatternInclusion.Inclusion;
import java.util.List;
import java.util.SortedSet;

/** Compares the patterns and formats of strings. */
final class StringComparison {
    private StringComparison() {}

    static void patterns(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SortedSet<String> before = a.strings().patterns();
        SortedSet<String> after = b.strings().patterns();
        if (before.equals(after)) {
            return;
        }
        if (!out.affords((long) WorkBudget.PATTERN_STEPS * (before.size() + after.size()), a, b, location)) {
            return;
        }
        Inclusion kept = PatternInclusion.within(before, after);
        Inclusion added = PatternInclusion.within(after, before);
        if (kept instanceof Inclusion.Within && added instanceof Inclusion.Within) {
            return;
        }
        DifferenceKind kind = DifferenceKind.of(Subject.PATTERN, Edit.CHANGED);
        if (kept instanceof Inclusion.Within) {
            kind = DifferenceKind.of(Subject.PATTERN, after.isEmpty() ? Edit.DROPPED : Edit.WIDENED);
        } else if (added instanceof Inclusion.Within) {
            kind = DifferenceKind.of(Subject.PATTERN, before.isEmpty() ? Edit.SET : Edit.NARROWED);
        }
        out.add(difference("pattern", kind, a, b, before, after, location));
    }

    static void formats(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SortedSet<String> before = a.strings().formats();
        SortedSet<String> after = b.strings().formats();
        if (before.equals(after)) {
            return;
        }
        SortedSet<String> checkedBefore = StringFormats.checked(a);
        SortedSet<String> checkedAfter = StringFormats.checked(b);
        if (checkedBefore.equals(checkedAfter)) {
            DifferenceKind hint = before.isEmpty()
                    ? DifferenceKind.of(Subject.FORMAT_HINT, Edit.SET)
                    : DifferenceKind.of(Subject.FORMAT_HINT, after.isEmpty() ? Edit.DROPPED : width(before, after));
            out.add(difference("format", hint, a, b, before, after, location));
            return;
        }
        boolean kept = StringFormats.within(checkedBefore, checkedAfter);
        boolean added = StringFormats.within(checkedAfter, checkedBefore);
        DifferenceKind kind = DifferenceKind.of(Subject.FORMAT, Edit.CHANGED);
        if (kept) {
            kind = DifferenceKind.of(Subject.FORMAT, checkedAfter.isEmpty() ? Edit.DROPPED : Edit.WIDENED);
        } else if (added) {
            kind = DifferenceKind.of(Subject.FORMAT, checkedBefore.isEmpty() ? Edit.SET : Edit.NARROWED);
        }
        out.add(difference("format", kind, a, b, checkedBefore, checkedAfter, location));
    }

    /** Whether generated clients read the number into a wider type. */
    private static Edit width(SortedSet<String> before, SortedSet<String> after) {
        for (List<String> widths : List.of(List.of("int32", "int64"), List.of("float", "double"))) {
            int was = before.size() == 1 ? widths.indexOf(before.first()) : -1;
            int is = after.size() == 1 ? widths.indexOf(after.first()) : -1;
            if (was >= 0 && is >= 0) {
                return is > was ? Edit.WIDENED : Edit.NARROWED;
            }
        }
        return Edit.CHANGED;
    }

    private static Difference difference(
            String keyword,
            DifferenceKind kind,
            Plain a,
            Plain b,
            SortedSet<String> before,
            SortedSet<String> after,
            MessagePath location) {
        return Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), text(before), text(after));
    }

    private static JsonNode text(SortedSet<String> values) {
        if (values.size() == 1) {
            return TextNode.valueOf(values.first());
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return values.isEmpty() ? MissingNode.getInstance() : array;
    }
}
