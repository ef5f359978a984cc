package dev.loupe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C in the middle of a run: stops it and gives it time to report what was decided. */
final class Interruption implements AutoCloseable {
    private static final int SECONDS = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable stop) {
        this.hook = new Thread(() -> {
            stop.run();
            await();
        });
    }

    static Interruption stops(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void await() {
        try {
            // what was decided is in the journal already; this is for the reports
            boolean reported = over.await(SECONDS, TimeUnit.SECONDS);
            if (!reported) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended; there is nothing more to wait for. */
    void over() {
        over.countDown();
    }

    @Override
    public void close() {
        over();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the process is on its way out, which is what this is for
        }
    }
}
