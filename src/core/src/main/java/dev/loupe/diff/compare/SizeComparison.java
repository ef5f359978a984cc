package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import org.jspecify.annotations.Nullable;

/** Compares the limits on the length of strings and on the size of arrays and objects. */
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
                "minLength", Subject.MIN_LENGTH, a.strings().min(), b.strings().min());
        counts.most(
                "maxLength", Subject.MAX_LENGTH, a.strings().max(), b.strings().max());
    }

    static void elements(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, location, out);
        counts.least("minItems", Subject.MIN_ITEMS, a.items().min(), b.items().min());
        counts.most("maxItems", Subject.MAX_ITEMS, a.items().max(), b.items().max());
        if (a.items().unique() != b.items().unique()) {
            out.add(Difference.of(
                    DifferenceKind.of(Subject.UNIQUE_ITEMS, b.items().unique() ? Edit.SET : Edit.DROPPED),
                    location,
                    a.keyword("uniqueItems"),
                    b.keyword("uniqueItems")));
        }
    }

    /** A limit that follows from the required properties, or from a closed object, is no difference. */
    static void properties(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        SizeComparison counts = new SizeComparison(a, b, location, out);
        Properties left = a.properties();
        Properties right = b.properties();
        boolean requiresMore =
                right.min() > Math.max(left.min(), left.required().size());
        boolean requiredMore =
                left.min() > Math.max(right.min(), right.required().size());
        if (requiresMore || requiredMore) {
            counts.least("minProperties", Subject.MIN_PROPERTIES, left.min(), right.min());
        }
        boolean allowsLess = below(right.max(), most(left));
        boolean allowedLess = below(left.max(), most(right));
        if (allowsLess || allowedLess) {
            counts.most("maxProperties", Subject.MAX_PROPERTIES, left.max(), right.max());
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

    private void least(String keyword, Subject subject, long before, long after) {
        if (before != after) {
            Edit edit = before == 0 ? Edit.SET : after == 0 ? Edit.DROPPED : subject.moved(after > before);
            difference(subject, edit, keyword, number(before == 0 ? null : before), number(after == 0 ? null : after));
        }
    }

    private void most(String keyword, Subject subject, @Nullable Long before, @Nullable Long after) {
        if (java.util.Objects.equals(before, after)) {
            return;
        }
        Edit edit = before == null ? Edit.SET : after == null ? Edit.DROPPED : subject.moved(after < before);
        difference(subject, edit, keyword, number(before), number(after));
    }

    private void difference(Subject subject, Edit edit, String keyword, JsonNode before, JsonNode after) {
        DifferenceKind kind = DifferenceKind.of(subject, edit);
        out.add(Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), before, after));
    }

    private static JsonNode number(@Nullable Long value) {
        return value == null ? MissingNode.getInstance() : LongNode.valueOf(value);
    }
}
