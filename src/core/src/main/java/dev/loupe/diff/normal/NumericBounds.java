package dev.loupe.diff.normal;

import dev.loupe.diff.normal.TypeConstraints.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Compares bounds exactly. */
public final class NumericBounds {
    private NumericBounds() {}

    /** True when no number satisfies both bounds. */
    static boolean empty(TypeConstraints.Numbers numbers) {
        Bound min = numbers.min();
        Bound max = numbers.max();
        if (min == null || max == null) {
            return false;
        }
        int order = min.value().compareTo(max.value());
        return order > 0 || (order == 0 && (min.exclusive() || max.exclusive()));
    }

    /** Below zero when {@code a} accepts more values than {@code b}, as minimum. */
    public static int lower(Bound a, Bound b) {
        int order = a.value().compareTo(b.value());
        return order != 0 ? order : Boolean.compare(a.exclusive(), b.exclusive());
    }

    /** Above zero when {@code a} accepts more values than {@code b}, as maximum. */
    public static int upper(Bound a, Bound b) {
        int order = a.value().compareTo(b.value());
        return order != 0 ? order : Boolean.compare(b.exclusive(), a.exclusive());
    }

    /** The equivalent bound for integers: greater than 0.5 is at least 1. */
    static @Nullable Bound integerLower(@Nullable Bound bound) {
        if (bound == null || bound.value().scale() < -400) {
            return bound;
        }
        BigDecimal up = bound.value().setScale(0, RoundingMode.CEILING);
        boolean onIt = bound.exclusive() && up.compareTo(bound.value()) == 0;
        return new Bound(onIt ? up.add(BigDecimal.ONE) : up, false);
    }

    static @Nullable Bound integerUpper(@Nullable Bound bound) {
        if (bound == null || bound.value().scale() < -400) {
            return bound;
        }
        BigDecimal down = bound.value().setScale(0, RoundingMode.FLOOR);
        boolean onIt = bound.exclusive() && down.compareTo(bound.value()) == 0;
        return new Bound(onIt ? down.subtract(BigDecimal.ONE) : down, false);
    }
}
