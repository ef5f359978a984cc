package dev.loupe.probe;

/**
 * A probe that may be chosen.
 *
 * @param rank the lower, the sooner it is chosen
 */
record ProbeCandidate(Probe probe, int rank) {
    /** Part of every run. */
    static final int ALWAYS = -1;
    /** Part of every standard run. */
    static final int FIRST = 0;
    /** For a full run alone. */
    static final int FULL = 9;
}
