package dev.loupe.openapi.values;

import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.EffectiveSchema.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Exact numbers at, next to and past the ends of a range.
 *
 * @param integers whether only integers count
 * @param multiple every number of the range is a multiple of it
 */
record BoundaryNumbers(boolean integers, Optional<Bound> lower, Optional<Bound> upper, Optional<BigDecimal> multiple) {
    static BoundaryNumbers of(EffectiveSchema effective) {
        boolean integers = effective.isInteger();
        Optional<BigDecimal> multiple = effective.all("multipleOf").stream()
                .map(Located::node)
                .filter(node -> node.isNumber() && EffectiveSchema.isUsual(node.decimalValue()))
                .map(node -> node.decimalValue())
                .filter(value -> value.signum() > 0)
                .reduce(BoundaryNumbers::common)
                .map(value -> integers ? common(value, BigDecimal.ONE) : value);
        return new BoundaryNumbers(integers, effective.lower(), effective.upper(), multiple);
    }

    /** The least number that both divide. */
    private static BigDecimal common(BigDecimal a, BigDecimal b) {
        int scale = Math.max(Math.max(a.scale(), b.scale()), 0);
        var x = a.setScale(scale).unscaledValue();
        var y = b.setScale(scale).unscaledValue();
        return new BigDecimal(x.divide(x.gcd(y)).multiply(y), scale);
    }

    /** The same ends for numbers of another kind. */
    BoundaryNumbers endsFor(BoundaryNumbers other) {
        return new BoundaryNumbers(other.integers, lower, upper, other.multiple);
    }

    /** A step that is small compared with a bound: 1 for integers, else one decimal place more, at least four. */
    private BigDecimal step(BigDecimal bound) {
        return integers ? BigDecimal.ONE : BigDecimal.ONE.movePointLeft(Math.max(4, bound.scale() + 1));
    }

    /** The value in the range that is nearest to zero. */
    BigDecimal nearestToZero() {
        if (lower.isPresent() && first().signum() > 0) {
            return first();
        }
        if (upper.isPresent() && last().signum() < 0) {
            return last();
        }
        return lower.isPresent() && first().signum() == 0 ? first() : BigDecimal.ZERO;
    }

    /** The least value of the range; it must have a lower end. */
    BigDecimal first() {
        Bound bound = lower.orElseThrow();
        BigDecimal value = integers ? bound.value().setScale(0, RoundingMode.CEILING) : bound.value();
        if (bound.exclusive() && value.compareTo(bound.value()) == 0) {
            value = inside(value.add(step(bound.value())));
        }
        return align(value, RoundingMode.CEILING);
    }

    /** The greatest value of the range; it must have an upper end. */
    BigDecimal last() {
        Bound bound = upper.orElseThrow();
        BigDecimal value = integers ? bound.value().setScale(0, RoundingMode.FLOOR) : bound.value();
        if (bound.exclusive() && value.compareTo(bound.value()) == 0) {
            value = inside(value.subtract(step(bound.value())));
        }
        return align(value, RoundingMode.FLOOR);
    }

    /** A range may be smaller than a step. */
    private BigDecimal inside(BigDecimal value) {
        boolean past = lower.filter(bound -> value.compareTo(bound.value()) <= 0)
                        .isPresent()
                || upper.filter(bound -> value.compareTo(bound.value()) >= 0).isPresent();
        return past && !integers && lower.isPresent() && upper.isPresent()
                ? lower.get().value().add(upper.get().value()).divide(BigDecimal.TWO)
                : value;
    }

    BigDecimal middle() {
        BigDecimal half = first().add(last()).divide(BigDecimal.TWO).stripTrailingZeros();
        return align(integers ? half.setScale(0, RoundingMode.FLOOR) : half, RoundingMode.FLOOR);
    }

    BigDecimal next(BigDecimal value, int direction) {
        BigDecimal step = multiple.orElse(step(value));
        return value.add(step.multiply(BigDecimal.valueOf(direction)));
    }

    private BigDecimal align(BigDecimal value, RoundingMode rounding) {
        return multiple.map(of -> value.divide(of, 0, rounding).multiply(of)).orElse(value);
    }
}
