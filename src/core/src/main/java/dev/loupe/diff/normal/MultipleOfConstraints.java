package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.TypeConstraints.Bound;
import dev.loupe.diff.normal.TypeConstraints.Numbers;
import dev.loupe.text.JsonNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Arithmetic of multipleOf: an integer is a multiple of 1, a multiple of 2 and 3 is a multiple of 6. */
public final class MultipleOfConstraints {
    /** Numbers with more digits are compared by their text. */
    private static final int MOST_DIGITS = 400;

    /** How many numbers are enumerated at most. */
    private static final int MOST_VALUES = 1_000;

    private MultipleOfConstraints() {}

    /** The normal form of equivalent constraints: at most one step, and {@code integer} for each integer step. */
    static Numbers join(@Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> steps, boolean integer) {
        BigDecimal step = integer ? BigDecimal.ONE : null;
        for (BigDecimal each : steps) {
            if (Math.abs((long) each.scale()) > MOST_DIGITS || each.precision() > MOST_DIGITS) {
                return numbers(min, max, steps, integer);
            }
            step = step == null ? each : common(step, each);
        }
        if (step == null) {
            return numbers(min, max, Collections.emptySortedSet(), false);
        }
        SortedSet<BigDecimal> one =
                step.compareTo(BigDecimal.ONE) == 0 ? Collections.emptySortedSet() : new TreeSet<>(Set.of(step));
        return numbers(min, max, one, divides(BigDecimal.ONE, step));
    }

    private static Numbers numbers(
            @Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> multiples, boolean integer) {
        return new Numbers(
                integer ? NumericBounds.integerLower(min) : min,
                integer ? NumericBounds.integerUpper(max) : max,
                multiples,
                integer);
    }

    /** The least common multiple. */
    private static BigDecimal common(BigDecimal a, BigDecimal b) {
        int scale = Math.max(0, Math.max(a.scale(), b.scale()));
        BigInteger x = a.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        BigInteger y = b.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        BigDecimal all = new BigDecimal(x.divide(x.gcd(y)).multiply(y), scale).stripTrailingZeros();
        return all.scale() < 0 ? all.setScale(0, RoundingMode.UNNECESSARY) : all;
    }

    static boolean divides(BigDecimal small, BigDecimal large) {
        return large.remainder(small).signum() == 0;
    }

    /** True when some number satisfies the steps of {@code other} but not those of {@code numbers}, bounds ignored. */
    public static boolean rejectsSomeOf(Numbers numbers, Numbers other) {
        if (!numbers.integer() && numbers.multiples().isEmpty()) {
            return false;
        }
        BigDecimal left = numbers.multiples().isEmpty()
                ? BigDecimal.ONE
                : numbers.multiples().last();
        SortedSet<BigDecimal> right = other.multiples().isEmpty() && other.integer()
                ? new TreeSet<>(Set.of(BigDecimal.ONE))
                : other.multiples();
        return right.stream().noneMatch(each -> divides(left, each));
    }

    /** The accepted numbers when they are few; otherwise null. */
    public static @Nullable Set<JsonNode> enumerate(Numbers numbers) {
        Bound min = numbers.min();
        Bound max = numbers.max();
        if (min == null || max == null || numbers.multiples().size() > 1) {
            return null;
        }
        Set<JsonNode> all = new LinkedHashSet<>();
        if (!numbers.integer() && numbers.multiples().isEmpty()) {
            boolean one = min.value().compareTo(max.value()) == 0 && !min.exclusive() && !max.exclusive();
            return one ? Set.of(JsonNumbers.of(min.value())) : null;
        }
        BigDecimal step = numbers.multiples().isEmpty()
                ? BigDecimal.ONE
                : numbers.multiples().last();
        BigDecimal room = max.value().subtract(min.value());
        if (room.precision() > MOST_DIGITS || room.compareTo(step.multiply(BigDecimal.valueOf(MOST_VALUES))) > 0) {
            return null;
        }
        BigDecimal at = min.value().divide(step, 0, RoundingMode.CEILING).multiply(step);
        for (; at.compareTo(max.value()) <= 0; at = at.add(step)) {
            if (numbers.accepts(at)) {
                all.add(JsonNumbers.of(at));
            }
        }
        return all;
    }
}
