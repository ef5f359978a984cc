package dev.loupe.exchange;

import java.util.Set;

/**
 * The statuses of a server that cannot respond now: time-out, rate limit, a gateway without its upstream, overload. Such a response
 * is inconclusive: it is no evidence about the contract, and the same request may succeed later.
 */
public final class Overload {
    private static final Set<Integer> STATUSES = Set.of(408, 429, 502, 503, 504, 529);

    private Overload() {}

    public static boolean isOverload(int status) {
        return STATUSES.contains(status);
    }
}
