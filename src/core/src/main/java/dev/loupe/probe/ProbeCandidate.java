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
    /** Added to the rank of a repeated violation. */
    static final int AGAIN = 5;

    /** For a full run alone. */
    static final int FULL = 9;

    /** The same as the repetition of a violation: another document of the contract, or another part, comes later. */
    ProbeCandidate later() {
        return new ProbeCandidate(probe, rank + AGAIN);
    }
}
