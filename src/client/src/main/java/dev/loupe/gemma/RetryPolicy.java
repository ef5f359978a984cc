package dev.loupe.gemma;

import dev.loupe.gemma.error.ApiException;
import dev.loupe.gemma.error.ConnectionException;
import dev.loupe.gemma.error.GemmaException;
import dev.loupe.gemma.error.StreamException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether to try again, and after how long. Again: no connection or one that broke before the answer's first byte, 408, 429, and 5xx but 501.
 * Never: a timeout of ours (the server may still be at work, and bill it), and anything after the first byte of a stream.
 */
final class RetryPolicy {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final DoubleSupplier random;

    /** @param random between 0 and 1, for the jitter */
    RetryPolicy(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The wait before the next try, or none if there is none.
     *
     * @param retries how often this call was retried already
     */
    Optional<Duration> waitBefore(int retries, GemmaException failure, CallOptions options) {
        if (retries >= options.maxRetries() || !isWorthAnotherTry(failure)) {
            return Optional.empty();
        }
        Optional<Duration> asked = failure instanceof ApiException api ? api.retryAfter() : Optional.empty();
        if (asked.isPresent()) {
            return asked.filter(wait -> wait.compareTo(options.maxRetryWait()) <= 0);
        }
        return Optional.of(backoff(retries, options.maxRetryWait()));
    }

    private static boolean isWorthAnotherTry(GemmaException failure) {
        if (failure instanceof ApiException api) {
            int status = api.effectiveStatus();
            return status == 408 || status == 429 || (status >= 500 && status != 501);
        }
        // only streams that have not begun come here
        return failure instanceof ConnectionException || failure instanceof StreamException;
    }

    /** 0.5 s, 1 s, 2 s, ... 8 s, each shortened by up to half at random so that many clients do not come back at once. */
    private Duration backoff(int retries, Duration longest) {
        long full = Math.min(FIRST_WAIT.toMillis() << Math.min(retries, 10), LONGEST_WAIT.toMillis());
        long jittered = (long) (full * (0.5 + 0.5 * random.getAsDouble()));
        return Duration.ofMillis(Math.min(jittered, longest.toMillis()));
    }
}
