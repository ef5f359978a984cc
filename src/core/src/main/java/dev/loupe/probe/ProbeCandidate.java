package dev.loupe.probe;

/**
 * A probe that a plan may contain.
 *
 * @param rank lower ranks are selected first
 */
record ProbeCandidate(Probe probe, int rank) {
    /** Part of every run. */
    static final int ALWAYS = -1;
    /** Part of every standard run. */
    static final int FIRST = 0;
    /** For a full run alone. */
    static final int FULL = 9;
}
