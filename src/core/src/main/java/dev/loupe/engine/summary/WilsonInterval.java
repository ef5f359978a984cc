package dev.loupe.engine.summary;

import org.apiguardian.api.API;

/**
 * The interval that contains the true rate with 95 % confidence, by Wilson's formula, which also holds for few observations.
 *
 * @param low from 0 to 1
 * @param high from 0 to 1
 */
@API(status = API.Status.EXPERIMENTAL)
public record WilsonInterval(double low, double high) {
    /** The quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959964;

    public static WilsonInterval of(int occurrences, int observations) {
        double rate = (double) occurrences / observations;
        double square = Z * Z / observations;
        double centre = (rate + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(rate * (1 - rate) / observations + square / observations / 4);
        return new WilsonInterval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** In percent: {@code 5-36 %}. */
    @Override
    public String toString() {
        return Math.round(low * 100) + "-" + Math.round(high * 100) + " %";
    }
}
