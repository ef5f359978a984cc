package dev.loupe.engine.result;

import java.util.Locale;
import org.apiguardian.api.API;

/**
 * How many of a number of trials have an outcome, with its Wilson score interval of 95 %. The interval stays within 0 and 1, and
 * it is not empty where all trials agree: 3 of 3 is 44 to 100 %.
 *
 * @param count how many have the outcome
 * @param of how many trials there are
 */
@API(status = API.Status.EXPERIMENTAL)
public record Rate(long count, long of) {
    /** The quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959963984540054;

    public Rate {
        if (count < 0 || of < count) {
            throw new IllegalArgumentException(count + " of " + of + " is not a rate");
        }
    }

    /** The share; 0 without trials. */
    public double share() {
        return of == 0 ? 0 : (double) count / of;
    }

    /** The lower end of the interval. */
    public double lower() {
        return of == 0 || count == 0 ? 0 : Math.max(0, centre() - half());
    }

    /** The upper end of the interval. */
    public double upper() {
        return of == 0 || count == of ? 1 : Math.min(1, centre() + half());
    }

    private double centre() {
        double n = of;
        return (share() + Z * Z / (2 * n)) / (1 + Z * Z / n);
    }

    private double half() {
        double n = of;
        double p = share();
        return Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    }

    /** The interval: {@code 5-36 %}. */
    public String interval() {
        return Math.round(lower() * 100) + "-" + Math.round(upper() * 100) + " %";
    }

    /** {@code 3 of 20 (5-36 %)}. */
    @Override
    public String toString() {
        return of == 0 ? "0 of 0" : String.format(Locale.ROOT, "%,d of %,d (%s)", count, of, interval());
    }
}
