package dev.loupe.probe;

/** How much of a contract is probed; each level holds the one before it. */
public enum Thoroughness {
    /** Does it work at all: about 15 requests. */
    SMOKE(20),
    /** Every parameter, each kind of violation once: at most 138 requests, and 10 more where something is in doubt. */
    STANDARD(138),
    /** Everything that can be derived. */
    FULL(Integer.MAX_VALUE);

    private final int most;

    Thoroughness(int most) {
        this.most = most;
    }

    /** Requests that a plan of this level may have. */
    int most() {
        return most;
    }
}
