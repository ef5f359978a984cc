package dev.loupe.live;

import dev.loupe.engine.result.NotSentReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apiguardian.api.API;

/** What a run may spend. The highest possible cost of a request is reserved before it is sent, so that no limit is exceeded. */
@API(status = API.Status.EXPERIMENTAL)
public final class Budget {
    private final ReentrantLock lock = new ReentrantLock();
    private final int maxRequests;
    private final double maxCost;
    private final Duration maxTime;
    private final long deadline;
    private int requests;
    private double cost;
    private double reserved;
    private long outputTokens;
    private long maxOutputTokens = Long.MAX_VALUE;

    /**
     * A budget.
     *
     * @param maxRequests requests that may be sent
     * @param maxCost US dollars that may be spent
     * @param maxTime time in which requests may be sent and receive their responses, from now
     */
    public Budget(int maxRequests, double maxCost, Duration maxTime) {
        this.maxRequests = maxRequests;
        this.maxCost = maxCost;
        this.maxTime = maxTime;
        this.deadline = System.nanoTime() + maxTime.toNanos();
    }

    /** The time in which requests may still be sent and receive a response; not positive when there is none. */
    Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    public static Budget unlimited() {
        return new Budget(Integer.MAX_VALUE, Double.MAX_VALUE, Duration.ofDays(365));
    }

    /** Reserves the highest possible cost of a request; returns the limit that forbids it, or nothing when it may be sent. */
    public Optional<NotSentReason> reserve(double highestCost) {
        lock.lock();
        try {
            if (requests >= maxRequests) {
                return Optional.of(new NotSentReason.RequestLimit(maxRequests));
            }
            if (cost + reserved + highestCost > maxCost) {
                return Optional.of(new NotSentReason.CostLimit(maxCost));
            }
            if (outputTokens >= maxOutputTokens) {
                return Optional.of(new NotSentReason.TokenLimit(maxOutputTokens));
            }
            if (System.nanoTime() > deadline) {
                return Optional.of(new NotSentReason.TimeLimit(maxTime));
            }
            requests++;
            reserved += highestCost;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Limits the output of further requests, for an endpoint whose responses have no other bound. */
    void limitOutput(long tokens) {
        lock.lock();
        try {
            outputTokens = 0;
            maxOutputTokens = tokens;
        } finally {
            lock.unlock();
        }
    }

    /** Replaces a reserved cost by the actual one, and counts the output. */
    public void settle(double highestCost, double actualCost, long output) {
        lock.lock();
        try {
            reserved -= highestCost;
            cost += actualCost;
            outputTokens += output;
        } finally {
            lock.unlock();
        }
    }

    /** US dollars spent by requests that have a response. */
    public double spent() {
        lock.lock();
        try {
            return cost;
        } finally {
            lock.unlock();
        }
    }

    public int requests() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }
}
