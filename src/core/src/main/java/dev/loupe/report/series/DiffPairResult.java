package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;

/** What became of one pair of contracts among several. */
public sealed interface DiffPairResult {
    /** The name that both have in common. */
    String name();

    record Compared(String name, DiffResult comparison) implements DiffPairResult {}

    /**
     * It could not be compared.
     *
     * @param ours true when the fault is Loupe's
     */
    record Failed(String name, String why, boolean ours) implements DiffPairResult {}
}
