package dev.loupe.diff.normal;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a schema requires of the values of each type. */
public final class TypeConstraints {
    private TypeConstraints() {}

    /** Constraints on numbers. */
    public record Numbers(@Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> multiples, boolean integer) {
        public static final Numbers ANY = new Numbers(null, null, Collections.emptySortedSet(), false);

        boolean accepts(BigDecimal value) {
            Bound here = new Bound(value, false);
            return (min == null || NumericBounds.lower(min, here) <= 0)
                    && (max == null || NumericBounds.upper(max, here) >= 0)
                    && (!integer || value.stripTrailingZeros().scale() <= 0)
                    && multiples.stream().allMatch(each -> MultipleOfConstraints.divides(each, value));
        }
    }

    /** A minimum or maximum. */
    public record Bound(BigDecimal value, boolean exclusive) {
        @Override
        public String toString() {
            return (exclusive ? "exclusive " : "") + value.toPlainString();
        }
    }

    /** Constraints on strings; formats may also be those of numbers ({@code int32}). */
    public record Strings(long min, @Nullable Long max, SortedSet<String> patterns, SortedSet<String> formats) {
        public static final Strings ANY =
                new Strings(0, null, Collections.emptySortedSet(), Collections.emptySortedSet());

        boolean acceptsLengthOf(String value) {
            int length = value.codePointCount(0, value.length());
            return length >= min && (max == null || length <= max);
        }
    }

    /** Constraints on arrays. */
    public record Items(long min, @Nullable Long max, boolean unique, @Nullable SchemaRef each) {
        public static final Items ANY = new Items(0, null, false, null);

        /** The normal form: an empty array needs no item schema, an array of one item no uniqueItems. */
        static Items of(long min, @Nullable Long max, boolean unique, List<SchemaRef.Part> each) {
            boolean none = each.stream().anyMatch(part -> Keywords.isFalse(part.node()));
            Long most = none ? Long.valueOf(0) : max;
            boolean empty = most != null && most == 0;
            boolean several = most == null || most > 1;
            return new Items(min, most, unique && several, empty || each.isEmpty() ? null : new SchemaRef(each));
        }
    }

    /**
     * Constraints on objects.
     *
     * @param additional the schema of additional properties; null when any value is accepted
     * @param closed additional properties are forbidden
     */
    public record Properties(
            long min,
            @Nullable Long max,
            Map<String, SchemaRef> named,
            SortedSet<String> required,
            @Nullable SchemaRef additional,
            boolean closed) {
        public static final Properties ANY =
                new Properties(0, null, Map.of(), Collections.emptySortedSet(), null, false);
    }
}
