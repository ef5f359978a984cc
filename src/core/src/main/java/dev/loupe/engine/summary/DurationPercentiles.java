package dev.loupe.engine.summary;

import org.apiguardian.api.API;

/** Percentiles of durations in bounded memory: buckets that grow by 2 %, so a value is off by at most 1 %. */
@API(status = API.Status.EXPERIMENTAL)
public final class DurationPercentiles {
    private static final double GROWTH = Math.log(1.02);
    private static final int BUCKETS = 1_400;

    private final int[] counts = new int[BUCKETS];
    private int total;

    void add(double milliseconds) {
        if (milliseconds >= 0) {
            counts[bucket(milliseconds)]++;
            total++;
        }
    }

    private static int bucket(double milliseconds) {
        return Math.clamp((long) (Math.log(Math.max(milliseconds, 0.001) / 0.001) / GROWTH), 0, BUCKETS - 1);
    }

    public int total() {
        return total;
    }

    /** The percentile; 0 without values. */
    public double at(int percent) {
        long rank = Math.max(1, (long) Math.ceil(total * percent / 100.0));
        long counted = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counted += counts[i];
            if (counted >= rank) {
                return i == 0 ? 0 : 0.001 * Math.exp((i + 0.5) * GROWTH);
            }
        }
        return 0;
    }
}
