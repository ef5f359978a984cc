package dev.loupe.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.CountDownLatch;

/** How long a command serves: until Ctrl-C, or until somebody interrupts the thread that it runs on. */
final class UntilCtrlC {
    private UntilCtrlC() {}

    static void await() {
        // the wait of Quarkus cannot be interrupted, so that another thread does it
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            Quarkus.waitForExit();
            ended.countDown();
        });
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            // which is what is waited for: the server is closed and the command ends as after Ctrl-C
        }
    }
}
