package dev.loupe.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Handles Ctrl-C: stops a running command and gives it time to write its report. Closed when the command has ended. */
final class InterruptHandler implements AutoCloseable {
    /** Longest wait for requests in flight and reports. The journal is complete in any case. */
    private static final Duration REPORT = Duration.ofSeconds(20);

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::handle);
    private volatile Runnable stop = () -> {};
    private volatile int exitCode = -1;

    private final Duration wait;

    private InterruptHandler(Duration wait) {
        this.wait = wait;
    }

    static InterruptHandler install() {
        return install(Duration.ZERO);
    }

    /** @param more longest wait beyond that for reports */
    static InterruptHandler install(Duration more) {
        InterruptHandler handler = new InterruptHandler(REPORT.plus(more));
        Runtime.getRuntime().addShutdownHook(handler.hook);
        return handler;
    }

    /** From now on, an interrupt runs this action. */
    void onInterrupt(Runnable action) {
        stop = action;
    }

    /** The exit code of the interrupted process, in place of that of the signal; for a result that must not be missed. */
    void exitWith(int code) {
        exitCode = code;
    }

    /** Waits for Ctrl-C, or for an interrupt of this thread, which tests use. */
    void await() {
        try {
            interrupted.await();
        } catch (InterruptedException interrupt) {
            // this is what the method waits for
        }
    }

    private void handle() {
        interrupted.countDown();
        stop.run();
        try {
            boolean reported = ended.await(wait.toSeconds(), TimeUnit.SECONDS);
            if (!reported) {
                Thread.currentThread().interrupt();
            } else if (exitCode >= 0) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the process is stopping, so the hook has run
        }
    }
}
