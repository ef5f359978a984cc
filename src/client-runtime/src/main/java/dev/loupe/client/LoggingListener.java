package dev.loupe.client;

import dev.loupe.client.error.ChatException;
import dev.loupe.client.model.ApiObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Logs calls as DEBUG to {@code dev.loupe.client}: no headers, no content, no secrets. Part of a client that is built when that is logged. */
final class LoggingListener implements CallListener {
    private final Logger logger;

    LoggingListener(Logger logger) {
        this.logger = logger;
    }

    @Override
    public Events started(CallStart call) {
        String what =
                "POST " + call.endpoint() + " model " + call.model().orElse("none") + (call.stream() ? ", stream" : "");
        logger.log(Level.DEBUG, () -> what + ": started");
        return new Logged(what, System.nanoTime());
    }

    private final class Logged implements Events {
        private final String what;
        private final long start;

        Logged(String what, long start) {
            this.what = what;
            this.start = start;
        }

        @Override
        public void firstByte(int status) {
            logger.log(Level.DEBUG, () -> what + ": status " + status + " after " + millis() + " ms");
        }

        @Override
        public void retry(int retry, Duration wait, Throwable cause) {
            logger.log(
                    Level.DEBUG,
                    () -> what + ": retry " + retry + " in " + wait.toMillis() + " ms after " + describe(cause));
        }

        @Override
        public void finished(ApiObject response) {
            logger.log(Level.DEBUG, () -> {
                ResponseSummary summary = ResponseSummary.of(response);
                return what + ": finished after " + millis() + " ms, finish_reason "
                        + String.join(", ", summary.finishReasons()) + ", input tokens "
                        + text(summary.inputTokens()) + ", output tokens " + text(summary.outputTokens());
            });
        }

        @Override
        public void failed(Throwable failure) {
            logger.log(Level.DEBUG, () -> what + ": failed after " + millis() + " ms with " + describe(failure));
        }

        private long millis() {
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
        }

        private static String text(java.util.OptionalLong count) {
            return count.isPresent() ? String.valueOf(count.getAsLong()) : "unknown";
        }

        /** The messages of the client's own exceptions have no secrets; those of others may. */
        private static String describe(Throwable failure) {
            return failure.getClass().getSimpleName()
                    + (failure instanceof ChatException ? ": " + failure.getMessage() : "");
        }
    }
}
