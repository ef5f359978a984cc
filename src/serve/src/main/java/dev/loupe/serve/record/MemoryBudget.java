package dev.loupe.serve.record;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for bytes that are not written yet, shared by all exchanges. */
final class MemoryBudget {
    private static final long LARGEST = 256L << 20;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** A quarter of the heap, at most 256 MiB: writing a recording needs the rest. */
    static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 4));
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

    @Override
    public String toString() {
        return "the memory budget of " + (limit >> 20) + " MiB";
    }
}
