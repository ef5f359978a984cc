package dev.loupe.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** Limits the rate of requests, and delays all of them when the endpoint sends Retry-After. */
@API(status = API.Status.EXPERIMENTAL)
public final class RateLimiter {
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,7})/([smh])");

    private final ReentrantLock lock = new ReentrantLock();
    private final long interval;
    private long next = System.nanoTime();

    private RateLimiter(long interval) {
        this.interval = interval;
    }

    /** Without a limit. */
    public static RateLimiter unlimited() {
        return new RateLimiter(0);
    }

    /** At most this many requests in this time, evenly spaced. */
    public static RateLimiter of(int requests, Duration in) {
        if (requests < 1 || in.isNegative() || in.isZero()) {
            throw new IllegalArgumentException("a rate must be at least one request (example: 60/m)");
        }
        return new RateLimiter(in.toNanos() / requests);
    }

    /** Reads {@code 60/m}, {@code 5/s}, {@code 1000/h}. */
    public static RateLimiter parse(String text) {
        Matcher rate = RATE.matcher(text.strip());
        if (!rate.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate (examples: 60/m, 5/s, 1000/h)");
        }
        Duration in =
                switch (rate.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return of(Integer.parseInt(rate.group(1)), in);
    }

    void awaitTurn() throws InterruptedException {
        long turn;
        lock.lock();
        try {
            turn = Math.max(System.nanoTime(), next);
            next = turn + interval;
        } finally {
            lock.unlock();
        }
        sleepUntil(turn);
    }

    /** No request is sent during this time. */
    void slowDown(Duration wait) {
        lock.lock();
        try {
            next = Math.max(next, System.nanoTime() + wait.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** A rate is a matter of time: nothing else ends this wait. */
    private static void sleepUntil(long time) throws InterruptedException {
        long left = time - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
