package dev.loupe.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What a run may spend. What a request can cost at worst is set aside before it is sent, so that no limit is ever passed. */
public final class Budget {
    private final ReentrantLock lock = new ReentrantLock();
    private final int mostRequests;
    private final double mostCost;
    private final long deadline;
    private final Duration mostTime;
    private int requests;
    private double cost;
    private double setAside;

    /**
     * A budget.
     *
     * @param mostRequests requests that may be sent
     * @param mostCost US dollars that may be spent
     * @param mostTime time in which requests may be sent, from now
     */
    public Budget(int mostRequests, double mostCost, Duration mostTime) {
        this.mostRequests = mostRequests;
        this.mostCost = mostCost;
        this.mostTime = mostTime;
        this.deadline = System.nanoTime() + mostTime.toNanos();
    }

    public static Budget unlimited() {
        return new Budget(Integer.MAX_VALUE, Double.MAX_VALUE, Duration.ofDays(365));
    }

    /** Sets a request's worst case aside; says which limit forbids it, or nothing when it may go. */
    public Optional<String> take(double worstCost) {
        lock.lock();
        try {
            if (requests >= mostRequests) {
                return Optional.of("--max-requests " + mostRequests + " is reached");
            }
            if (cost + setAside + worstCost > mostCost) {
                return Optional.of("--max-cost " + mostCost + " could be passed");
            }
            if (System.nanoTime() > deadline) {
                return Optional.of("--max-time " + mostTime.toSeconds() + "s is reached");
            }
            requests++;
            setAside += worstCost;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Replaces the worst case by what it was. */
    public void settle(double worstCost, double actualCost) {
        lock.lock();
        try {
            setAside -= worstCost;
            cost += actualCost;
        } finally {
            lock.unlock();
        }
    }

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
