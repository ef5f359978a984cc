package dev.loupe.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets requests go at a rate, and all of them later when the endpoint asks one to wait. */
public final class RateLimiter {
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,7})/([smh])");

    private final ReentrantLock lock = new ReentrantLock();
    private final long apart;
    private long next = System.nanoTime();

    private RateLimiter(long apart) {
        this.apart = apart;
    }

    /** As fast as answers come. */
    public static RateLimiter unlimited() {
        return new RateLimiter(0);
    }

    /** At most this many requests in this time, evenly. */
    public static RateLimiter of(int requests, Duration in) {
        if (requests < 1 || in.isNegative() || in.isZero()) {
            throw new IllegalArgumentException("a rate is at least one request in some time, such as 60/m");
        }
        return new RateLimiter(in.toNanos() / requests);
    }

    /** Reads {@code 60/m}, {@code 5/s}, {@code 1000/h}. */
    public static RateLimiter parse(String text) {
        Matcher rate = RATE.matcher(text.strip());
        if (!rate.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate; it looks like 60/m, 5/s or 1000/h");
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
            next = turn + apart;
        } finally {
            lock.unlock();
        }
        sleepUntil(turn);
    }

    /** Nobody goes for this long. */
    void slowDown(Duration wait) {
        lock.lock();
        try {
            next = Math.max(next, System.nanoTime() + wait.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private static void sleepUntil(long time) throws InterruptedException {
        long left = time - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
