package dev.loupe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: stops what a command does, and gives it time to report what came of it. Closed when that is done. */
final class InterruptHandler implements AutoCloseable {
    /** What is under way is waited for, up to this; what was decided is in the journal in any case. */
    private static final int SECONDS = 20;

    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted);
    private volatile Runnable stop = () -> {};

    private InterruptHandler() {}

    static InterruptHandler awaited() {
        InterruptHandler interruption = new InterruptHandler();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on, what an interruption stops. */
    void stops(Runnable running) {
        stop = running;
    }

    /** Waits for Ctrl-C, or until somebody interrupts this thread, which a test can do. */
    void await() {
        try {
            came.await();
        } catch (InterruptedException ended) {
            // which is what is waited for
        }
    }

    private void interrupted() {
        came.countDown();
        stop.run();
        try {
            boolean reported = over.await(SECONDS, TimeUnit.SECONDS);
            if (!reported) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the process is on its way out, which is what this is for
        }
    }
}
