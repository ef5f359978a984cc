package dev.loupe.report.comparison;

import dev.loupe.check.CheckInfo;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome.Kind;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Rate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often two runs violate a check in the exchanges that it examined in both. The exchanges that differ decide, by McNemar's exact
 * test: without a difference between the runs, each of them is as likely to be violated in the first as in the second.
 *
 * @param pairs exchanges that were examined in both runs
 * @param before how many of them the first run violates
 * @param after how many of them the second run violates
 * @param onlyBefore how many of them only the first run violates
 * @param tests the number of checks that are compared in this way
 */
record PairedRate(CheckInfo check, int pairs, int before, int after, int onlyBefore, int tests) {
    /** The probability that chance alone gives a difference, over all compared checks. */
    private static final double SIGNIFICANT = 0.05;

    /** Exchanges beyond this number are not compared, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    /** The checks in which the runs differ; the smallest probability of chance first. */
    static List<PairedRate> of(Run first, Run second) {
        Map<String, String> marks = new HashMap<>();
        try (Stream<ExchangeResult> rows = first.exchanges()) {
            rows.limit(REMEMBERED)
                    .forEach(row -> marks.put(row.id().value(), row.decision().marks()));
        }
        List<CheckInfo> checks = first.summary().counts().checks();
        List<CheckInfo> others = second.summary().counts().checks();
        int[] indices = checks.stream().mapToInt(check -> index(others, check)).toArray();
        int[][] counts = new int[checks.size()][4];
        try (Stream<ExchangeResult> rows = second.exchanges()) {
            rows.forEach(
                    row -> count(marks.get(row.id().value()), row.decision().marks(), indices, counts));
        }
        int differing = (int) Stream.of(counts).filter(PairedRate::differs).count();
        List<PairedRate> rates = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int[] pair = counts[i];
            if (differs(pair)) {
                int all = pair[0] + pair[1] + pair[2] + pair[3];
                rates.add(new PairedRate(checks.get(i), all, pair[1] + pair[3], pair[2] + pair[3], pair[1], differing));
            }
        }
        rates.sort((a, b) -> Double.compare(a.probability(), b.probability()));
        return rates;
    }

    private static boolean differs(int[] pair) {
        return pair[1] + pair[2] > 0;
    }

    private static int index(List<CheckInfo> checks, CheckInfo wanted) {
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).id().equals(wanted.id())) {
                return i;
            }
        }
        return -1;
    }

    /** Counts by outcome: 1 for a violation in the first run, and 2 for one in the second. */
    private static void count(@Nullable String before, String after, int[] indices, int[][] counts) {
        for (int i = 0; before != null && i < indices.length; i++) {
            if (indices[i] >= 0 && isExamined(before.charAt(i)) && isExamined(after.charAt(indices[i]))) {
                counts[i][violation(before.charAt(i)) + 2 * violation(after.charAt(indices[i]))]++;
            }
        }
    }

    private static boolean isExamined(char mark) {
        return mark == Kind.PASSED.mark() || mark == Kind.VIOLATED.mark();
    }

    private static int violation(char mark) {
        return mark == Kind.VIOLATED.mark() ? 1 : 0;
    }

    int onlyAfter() {
        return after - (before - onlyBefore);
    }

    /** The probability of a difference that is as large or larger when there is none. */
    double probability() {
        int differing = onlyBefore + onlyAfter();
        int fewer = Math.min(onlyBefore, onlyAfter());
        // in logarithms, since the first terms of many pairs are smaller than any double
        double term = differing * Math.log(0.5);
        double sum = 0;
        for (int k = 0; k <= fewer; k++) {
            sum += Math.exp(term);
            term += Math.log((differing - k) / (k + 1.0));
        }
        return Math.min(1, 2 * sum);
    }

    boolean isMoreThanChance() {
        return probability() * tests < SIGNIFICANT;
    }

    Rate first() {
        return new Rate(before, pairs);
    }

    Rate second() {
        return new Rate(after, pairs);
    }

    /** {@code p 0.008}. */
    String probabilityText() {
        double probability = probability();
        return probability < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p %.3f", probability);
    }

    /** {@code A 3 of 20 (5-36 %), B 11 of 20 (34-74 %), p 0.008: more than chance}. */
    String sentence() {
        return "A " + first() + ", B " + second() + ", " + probabilityText()
                + (isMoreThanChance() ? ": more than chance" : ": may be chance");
    }
}
