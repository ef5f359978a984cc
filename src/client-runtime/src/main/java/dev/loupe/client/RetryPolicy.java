package dev.loupe.client;

import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.ConnectionException;
import dev.loupe.client.error.StreamException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when to retry. Retried: connection failures before the first byte of the response, 408, 429, and 5xx except 501; the
 * header {@code x-should-retry} of a response overrides that.
 * Not retried: a timeout of this client (the server may still process and bill the request), and failures after the first byte of a stream.
 */
final class RetryPolicy {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final DoubleSupplier random;

    /**
     * Creates a policy.
     *
     * @param random between 0 and 1, for the jitter
     */
    RetryPolicy(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The wait before the next retry; empty when there is no retry.
     *
     * @param retries number of retries so far
     */
    Optional<Duration> waitBefore(int retries, ChatException failure, CallOptions options) {
        if (retries >= options.maxRetries() || !isWorthAnotherTry(failure)) {
            return Optional.empty();
        }
        Optional<Duration> asked = failure instanceof ApiException api ? api.retryAfter() : Optional.empty();
        if (asked.isPresent()) {
            return asked.filter(wait -> wait.compareTo(options.maxRetryWait()) <= 0);
        }
        return Optional.of(backoff(retries, options.maxRetryWait()));
    }

    private static boolean isWorthAnotherTry(ChatException failure) {
        if (failure instanceof ApiException api) {
            String decision = api.headers().first("x-should-retry").orElse("").strip();
            if (decision.equalsIgnoreCase("true") || decision.equalsIgnoreCase("false")) {
                return decision.equalsIgnoreCase("true");
            }
            int status = api.effectiveStatus();
            return status == 408 || status == 429 || (status >= 500 && status != 501);
        }
        // only failures before the first byte of a stream
        return failure instanceof ConnectionException || failure instanceof StreamException;
    }

    /** 0.5 s, 1 s, 2 s, ... 8 s, each reduced by up to half at random, so that many clients do not retry at the same time. */
    private Duration backoff(int retries, Duration longest) {
        long full = Math.min(FIRST_WAIT.toMillis() << Math.min(retries, 10), LONGEST_WAIT.toMillis());
        long jittered = (long) (full * (0.5 + 0.5 * random.getAsDouble()));
        return Duration.ofMillis(Math.min(jittered, longest.toMillis()));
    }
}
