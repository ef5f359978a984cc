package dev.loupe.serve.record;

import dev.loupe.exchange.text.InputLimits;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for recordings, shared by all exchanges. A heap that is full would also break connections, so that what does not fit is
 * known before.
 */
final class MemoryBudget {
    private static final long LARGEST = 256L << 20;
    /** The recorder without recordings: classes, connections, what Netty and Vert.x hold for a slow client. */
    private static final long OTHER_BYTES = 16L << 20;
    /** Completing a recording holds its body as bytes, as JSON, redacted, and as text of a file that grows. */
    private static final int COPIES = 8;

    static final String REMEDY = "increase the heap with LOUPE_JAVA_OPTS=-Xmx2g";

    private final long limit;
    private final int largestBody;
    private final AtomicLong used = new AtomicLong();

    /**
     * A budget of its own.
     *
     * @param limit for bytes that are not written yet
     * @param largestBody of a request or response that is recorded
     */
    MemoryBudget(long limit, int largestBody) {
        this.limit = limit;
        this.largestBody = largestBody;
    }

    /** A quarter of what the heap has for recordings, at most 256 MiB: completing a recording needs the rest. */
    static MemoryBudget ofHeap(long heap) {
        long free = Math.max(0, heap - OTHER_BYTES);
        return new MemoryBudget(Math.min(LARGEST, free / 4), (int) Math.min(InputLimits.BODY_BYTES, free / COPIES));
    }

    /** Whether these bytes fit; then they are counted until {@link #release}. */
    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Half of it is in use: upstreams are read no further until something is written. */
    boolean isScarce() {
        return used.get() > limit / 2;
    }

    int largestBody() {
        return largestBody;
    }

    /** The largest body, for a message. */
    String bodyLimit() {
        return largestBody == InputLimits.BODY_BYTES
                ? InputLimits.mebibytes(largestBody)
                : (largestBody >> 10) + " KiB, what this heap can record; " + REMEDY;
    }

    @Override
    public String toString() {
        return "the memory budget of " + (limit >> 10) + " KiB";
    }
}
