package dev.loupe.report.change;

import dev.loupe.change.Comparison;

/** What became of one pair of contracts among several. */
public sealed interface PairResult {
    /** The name that both have in common. */
    String name();

    record Compared(String name, Comparison comparison) implements PairResult {}

    /**
     * It could not be compared.
     *
     * @param ours true when the fault is Loupe's
     */
    record Failed(String name, String why, boolean ours) implements PairResult {}
}
