package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;

/** The result of one pair of specs among several. */
public sealed interface DiffPairResult {
    /** The common name of both specs. */
    String name();

    record Compared(String name, DiffResult comparison) implements DiffPairResult {}

    /**
     * The pair was not compared.
     *
     * @param internalError true when the reason is a defect of Loupe
     */
    record Failed(String name, String why, boolean internalError) implements DiffPairResult {}
}
