package dev.loupe.probe;

import org.apiguardian.api.API;

/** How much of a contract is probed; each level contains the one before it. */
@API(status = API.Status.EXPERIMENTAL)
public enum Thoroughness {
    /** A smoke test: about 15 requests. */
    SMOKE(20),
    /** Every parameter, each kind of violation once: at most 113 requests, and 6 more when responses vary. */
    STANDARD(113),
    /** Everything that can be derived. */
    FULL(Integer.MAX_VALUE);

    private final int most;

    Thoroughness(int most) {
        this.most = most;
    }

    /** The maximum number of requests of this level. */
    int most() {
        return most;
    }
}
