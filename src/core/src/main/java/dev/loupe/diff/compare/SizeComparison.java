package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Properties;
import org.jspecify.annotations.Nullable;

/** Compares how long texts, how large lists and objects may be. */
final class SizeComparison {
    private final Plain a;
    private final Plain b;
    private final MessagePath location;
    private final SchemaComparison out;

    private SizeComparison(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        this.a = a;
        this.b = b;
        this.location = location;
        this.out = out;
    }

    static void lengths(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, location, out);
        counts.least(
                "minLength",
                DifferenceKind.MIN_LENGTH_RAISED,
                a.strings().min(),
                b.strings().min());
        counts.most(
                "maxLength",
                DifferenceKind.MAX_LENGTH_LOWERED,
                a.strings().max(),
                b.strings().max());
    }

    static void elements(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, location, out);
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
                    location,
                    a.keyword("uniqueItems"),
                    b.keyword("uniqueItems")));
        }
    }

    /** A limit that the required members, or those of a closed object, keep anyhow says nothing new. */
    static void properties(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, location, out);
        Properties left = a.properties();
        Properties right = b.properties();
        boolean asksMore = right.min() > Math.max(left.min(), left.required().size());
        boolean askedMore = left.min() > Math.max(right.min(), right.required().size());
        if (asksMore || askedMore) {
            counts.least("minProperties", DifferenceKind.MIN_PROPERTIES_RAISED, left.min(), right.min());
        }
        boolean allowsLess = below(right.max(), most(left));
        boolean allowedLess = below(left.max(), most(right));
        if (allowsLess || allowedLess) {
            counts.most("maxProperties", DifferenceKind.MAX_PROPERTIES_LOWERED, left.max(), right.max());
        }
    }

    private static @Nullable Long most(Properties properties) {
        long known = properties.named().size();
        Long max = properties.max();
        return !properties.closed() ? max : Long.valueOf(max == null ? known : Math.min(max, known));
    }

    private static boolean below(@Nullable Long limit, @Nullable Long other) {
        return limit != null && (other == null || limit < other);
    }

    private void least(String keyword, DifferenceKind raised, long before, long after) {
        if (before != after) {
            DifferenceKind kind = after > before
                    ? (before == 0 ? raised.twin("SET") : raised)
                    : after == 0 ? raised.twin("DROPPED") : raised.loosened();
            difference(kind, keyword, number(before == 0 ? null : before), number(after == 0 ? null : after));
        }
    }

    private void most(String keyword, DifferenceKind lowered, @Nullable Long before, @Nullable Long after) {
        if (java.util.Objects.equals(before, after)) {
            return;
        }
        DifferenceKind kind = before == null
                ? lowered.twin("SET")
                : after == null ? lowered.twin("DROPPED") : after < before ? lowered : lowered.loosened();
        difference(kind, keyword, number(before), number(after));
    }

    private void difference(DifferenceKind kind, String keyword, JsonNode before, JsonNode after) {
        out.add(Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), before, after));
    }

    private static JsonNode number(@Nullable Long value) {
        return value == null ? MissingNode.getInstance() : LongNode.valueOf(value);
    }
}
