package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.StringFormats;
import dev.loupe.openapi.schema.PatternInclusion;
import dev.loupe.openapi.schema.PatternInclusion.Answer;
import java.util.SortedSet;

/** Compares the patterns and formats of texts. */
final class StringComparison {
    private StringComparison() {}

    static void patterns(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        SortedSet<String> before = a.texts().patterns();
        SortedSet<String> after = b.texts().patterns();
        if (before.equals(after)) {
            return;
        }
        Answer kept = PatternInclusion.within(before, after);
        Answer come = PatternInclusion.within(after, before);
        if (kept instanceof Answer.Within && come instanceof Answer.Within) {
            return;
        }
        DifferenceKind kind = DifferenceKind.PATTERN_CHANGED;
        if (kept instanceof Answer.Within || before.containsAll(after)) {
            kind = after.isEmpty() ? DifferenceKind.PATTERN_DROPPED : DifferenceKind.PATTERN_WIDENED;
        } else if (come instanceof Answer.Within || after.containsAll(before)) {
            kind = before.isEmpty() ? DifferenceKind.PATTERN_SET : DifferenceKind.PATTERN_NARROWED;
        }
        out.add(fact("pattern", kind, a, b, before, after, place));
    }

    static void formats(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        SortedSet<String> before = a.texts().formats();
        SortedSet<String> after = b.texts().formats();
        if (before.equals(after)) {
            return;
        }
        SortedSet<String> checkedBefore = StringFormats.checked(a);
        SortedSet<String> checkedAfter = StringFormats.checked(b);
        if (checkedBefore.equals(checkedAfter)) {
            DifferenceKind hint = before.isEmpty()
                    ? DifferenceKind.FORMAT_HINT_SET
                    : after.isEmpty() ? DifferenceKind.FORMAT_HINT_DROPPED : DifferenceKind.FORMAT_HINT_CHANGED;
            out.add(fact("format", hint, a, b, before, after, place));
            return;
        }
        boolean kept = StringFormats.within(checkedBefore, checkedAfter);
        boolean come = StringFormats.within(checkedAfter, checkedBefore);
        DifferenceKind kind = DifferenceKind.FORMAT_CHANGED;
        if (kept) {
            kind = checkedAfter.isEmpty() ? DifferenceKind.FORMAT_DROPPED : DifferenceKind.FORMAT_WIDENED;
        } else if (come) {
            kind = checkedBefore.isEmpty() ? DifferenceKind.FORMAT_SET : DifferenceKind.FORMAT_NARROWED;
        }
        out.add(fact("format", kind, a, b, checkedBefore, checkedAfter, place));
    }

    private static Difference fact(
            String keyword,
            DifferenceKind kind,
            Plain a,
            Plain b,
            SortedSet<String> before,
            SortedSet<String> after,
            MessagePath place) {
        return Difference.of(kind, place, a.keyword(keyword), b.keyword(keyword), text(before), text(after));
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
