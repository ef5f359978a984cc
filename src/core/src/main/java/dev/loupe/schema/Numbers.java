package dev.loupe.schema;

import dev.loupe.schema.Constraints.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Exact numbers at, next to and past the ends of a range.
 *
 * @param whole whether only whole numbers count
 */
record Numbers(boolean whole, Optional<Bound> lower, Optional<Bound> upper, Optional<BigDecimal> multiple) {
    static Numbers of(Constraints constraints, String type) {
        return new Numbers(
                type.equals("integer"),
                constraints.lower(),
                constraints.upper(),
                constraints
                        .first("multipleOf")
                        .map(found -> found.node().decimalValue())
                        .filter(value -> value.signum() > 0));
    }

    /** A step that is small beside a bound: 1 for whole numbers, else one decimal place beyond it, at least four. */
    BigDecimal step(BigDecimal bound) {
        return whole ? BigDecimal.ONE : BigDecimal.ONE.movePointLeft(Math.max(4, bound.scale() + 1));
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
        BigDecimal value = whole ? bound.value().setScale(0, RoundingMode.CEILING) : bound.value();
        if (bound.exclusive() && value.compareTo(bound.value()) == 0) {
            value = value.add(step(bound.value()));
        }
        return align(value, RoundingMode.CEILING);
    }

    /** The greatest value of the range; it must have an upper end. */
    BigDecimal last() {
        Bound bound = upper.orElseThrow();
        BigDecimal value = whole ? bound.value().setScale(0, RoundingMode.FLOOR) : bound.value();
        if (bound.exclusive() && value.compareTo(bound.value()) == 0) {
            value = value.subtract(step(bound.value()));
        }
        return align(value, RoundingMode.FLOOR);
    }

    BigDecimal middle() {
        BigDecimal half = first().add(last()).divide(BigDecimal.TWO).stripTrailingZeros();
        return align(whole ? half.setScale(0, RoundingMode.FLOOR) : half, RoundingMode.FLOOR);
    }

    BigDecimal next(BigDecimal value, int direction) {
        BigDecimal step = multiple.orElse(step(value));
        return value.add(step.multiply(BigDecimal.valueOf(direction)));
    }

    private BigDecimal align(BigDecimal value, RoundingMode rounding) {
        return multiple.map(of -> value.divide(of, 0, rounding).multiply(of)).orElse(value);
    }
}
