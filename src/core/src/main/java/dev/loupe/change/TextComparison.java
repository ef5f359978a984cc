package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.change.PatternLanguage.Answer;
import dev.loupe.change.Shape.Plain;
import java.util.SortedSet;

/** Compares the patterns and formats of texts. */
final class TextComparison {
    private TextComparison() {}

    static void patterns(Plain a, Plain b, Place place, SchemaComparison out) {
        SortedSet<String> before = a.texts().patterns();
        SortedSet<String> after = b.texts().patterns();
        if (before.equals(after)) {
            return;
        }
        Answer kept = PatternLanguage.within(before, after);
        Answer come = PatternLanguage.within(after, before);
        if (kept instanceof Answer.Within && come instanceof Answer.Within) {
            return;
        }
        Kind kind = Kind.PATTERN_CHANGED;
        if (kept instanceof Answer.Within || before.containsAll(after)) {
            kind = after.isEmpty() ? Kind.PATTERN_DROPPED : Kind.PATTERN_WIDENED;
        } else if (come instanceof Answer.Within || after.containsAll(before)) {
            kind = before.isEmpty() ? Kind.PATTERN_SET : Kind.PATTERN_NARROWED;
        }
        out.add(fact("pattern", kind, a, b, before, after, place));
    }

    static void formats(Plain a, Plain b, Place place, SchemaComparison out) {
        SortedSet<String> before = a.texts().formats();
        SortedSet<String> after = b.texts().formats();
        if (before.equals(after)) {
            return;
        }
        SortedSet<String> checkedBefore = Formats.checked(a);
        SortedSet<String> checkedAfter = Formats.checked(b);
        if (checkedBefore.equals(checkedAfter)) {
            Kind hint = before.isEmpty()
                    ? Kind.FORMAT_HINT_SET
                    : after.isEmpty() ? Kind.FORMAT_HINT_DROPPED : Kind.FORMAT_HINT_CHANGED;
            out.add(fact("format", hint, a, b, before, after, place));
            return;
        }
        boolean kept = Formats.within(checkedBefore, checkedAfter);
        boolean come = Formats.within(checkedAfter, checkedBefore);
        Kind kind = Kind.FORMAT_CHANGED;
        if (kept) {
            kind = checkedAfter.isEmpty() ? Kind.FORMAT_DROPPED : Kind.FORMAT_WIDENED;
        } else if (come) {
            kind = checkedBefore.isEmpty() ? Kind.FORMAT_SET : Kind.FORMAT_NARROWED;
        }
        out.add(fact("format", kind, a, b, checkedBefore, checkedAfter, place));
    }

    private static Fact fact(
            String keyword,
            Kind kind,
            Plain a,
            Plain b,
            SortedSet<String> before,
            SortedSet<String> after,
            Place place) {
        return Fact.of(kind, place, a.keyword(keyword), b.keyword(keyword), text(before), text(after));
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
