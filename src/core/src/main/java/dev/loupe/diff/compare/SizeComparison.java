package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.NormalSchema.Members;
import dev.loupe.diff.normal.NormalSchema.Plain;
import org.jspecify.annotations.Nullable;

/** Compares how long texts, how large lists and objects may be. */
final class SizeComparison {
    private final Plain a;
    private final Plain b;
    private final MessagePath place;
    private final SchemaComparison out;

    private SizeComparison(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        this.a = a;
        this.b = b;
        this.place = place;
        this.out = out;
    }

    static void lengths(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, place, out);
        counts.least(
                "minLength",
                DifferenceKind.MIN_LENGTH_RAISED,
                a.texts().min(),
                b.texts().min());
        counts.most(
                "maxLength",
                DifferenceKind.MAX_LENGTH_LOWERED,
                a.texts().max(),
                b.texts().max());
    }

    static void elements(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, place, out);
        counts.least(
                "minItems",
                DifferenceKind.MIN_ITEMS_RAISED,
                a.items().min(),
                b.items().min());
        counts.most(
                "maxItems",
                DifferenceKind.MAX_ITEMS_LOWERED,
                a.items().max(),
                b.items().max());
        if (a.items().unique() != b.items().unique()) {
            out.add(Difference.of(
                    b.items().unique() ? DifferenceKind.UNIQUE_ITEMS_SET : DifferenceKind.UNIQUE_ITEMS_DROPPED,
                    place,
                    a.keyword("uniqueItems"),
                    b.keyword("uniqueItems")));
        }
    }

    /** A limit that the required members, or those of a closed object, keep anyhow says nothing new. */
    static void members(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, place, out);
        Members mine = a.members();
        Members theirs = b.members();
        boolean asksMore = theirs.min() > Math.max(mine.min(), mine.required().size());
        boolean askedMore =
                mine.min() > Math.max(theirs.min(), theirs.required().size());
        if (asksMore || askedMore) {
            counts.least("minProperties", DifferenceKind.MIN_PROPERTIES_RAISED, mine.min(), theirs.min());
        }
        boolean allowsLess = below(theirs.max(), most(mine));
        boolean allowedLess = below(mine.max(), most(theirs));
        if (allowsLess || allowedLess) {
            counts.most("maxProperties", DifferenceKind.MAX_PROPERTIES_LOWERED, mine.max(), theirs.max());
        }
    }

    private static @Nullable Long most(Members members) {
        long known = members.properties().size();
        Long max = members.max();
        return !members.closed() ? max : Long.valueOf(max == null ? known : Math.min(max, known));
    }

    private static boolean below(@Nullable Long limit, @Nullable Long other) {
        return limit != null && (other == null || limit < other);
    }

    private void least(String keyword, DifferenceKind raised, long before, long after) {
        if (before != after) {
            DifferenceKind kind = after > before
                    ? (before == 0 ? raised.twin("SET") : raised)
                    : after == 0 ? raised.twin("DROPPED") : raised.loosened();
            fact(kind, keyword, number(before == 0 ? null : before), number(after == 0 ? null : after));
        }
    }

    private void most(String keyword, DifferenceKind lowered, @Nullable Long before, @Nullable Long after) {
        if (java.util.Objects.equals(before, after)) {
            return;
        }
        DifferenceKind kind = before == null
                ? lowered.twin("SET")
                : after == null ? lowered.twin("DROPPED") : after < before ? lowered : lowered.loosened();
        fact(kind, keyword, number(before), number(after));
    }

    private void fact(DifferenceKind kind, String keyword, JsonNode before, JsonNode after) {
        out.add(Difference.of(kind, place, a.keyword(keyword), b.keyword(keyword), before, after));
    }

    private static JsonNode number(@Nullable Long value) {
        return value == null ? MissingNode.getInstance() : LongNode.valueOf(value);
    }
}
