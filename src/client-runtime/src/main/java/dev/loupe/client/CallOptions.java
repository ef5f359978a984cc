package dev.loupe.client;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Options of calls. Immutable; {@code withOptions} of a client changes them for some calls.
 *
 * <p>Defaults: connect timeout 10 s, timeout 2 minutes, idle timeout of streams 60 s, stream timeout 1 hour, 2 retries, longest wait
 * before a retry 60 s, requests are validated.
 */
public final class CallOptions {
    static final CallOptions DEFAULT = new CallOptions(new Builder());

    private final Duration connectTimeout;
    private final Duration timeout;
    private final Duration idleTimeout;
    private final Duration streamTimeout;
    private final int maxRetries;
    private final Duration maxRetryWait;
    private final boolean validate;
    private final ResponseLimits limits;
    private final Map<String, SecretHeaderValue> headers;

    private CallOptions(Builder from) {
        connectTimeout = from.connectTimeout;
        timeout = from.timeout;
        idleTimeout = from.idleTimeout;
        streamTimeout = from.streamTimeout;
        maxRetries = from.maxRetries;
        maxRetryWait = from.maxRetryWait;
        validate = from.validate;
        limits = from.limits;
        Map<String, SecretHeaderValue> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(from.headers);
        headers = Collections.unmodifiableMap(copy);
    }

    Builder toBuilder() {
        Builder builder = new Builder();
        builder.connectTimeout = connectTimeout;
        builder.timeout = timeout;
        builder.idleTimeout = idleTimeout;
        builder.streamTimeout = streamTimeout;
        builder.maxRetries = maxRetries;
        builder.maxRetryWait = maxRetryWait;
        builder.validate = validate;
        builder.limits = limits;
        builder.headers.putAll(headers);
        return builder;
    }

    public Duration connectTimeout() {
        return connectTimeout;
    }

    public Duration timeout() {
        return timeout;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    public Duration streamTimeout() {
        return streamTimeout;
    }

    public int maxRetries() {
        return maxRetries;
    }

    public Duration maxRetryWait() {
        return maxRetryWait;
    }

    public boolean validate() {
        return validate;
    }

    public ResponseLimits limits() {
        return limits;
    }

    Map<String, SecretHeaderValue> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return "CallOptions[timeout=" + timeout + ", idleTimeout=" + idleTimeout + ", maxRetries=" + maxRetries
                + ", maxRetryWait=" + maxRetryWait + ", headers=" + headers.keySet() + "]";
    }

    /** A builder of options. Not thread-safe. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration timeout = Duration.ofMinutes(2);
        private Duration idleTimeout = Duration.ofSeconds(60);
        private Duration streamTimeout = Duration.ofHours(1);
        private int maxRetries = 2;
        private Duration maxRetryWait = Duration.ofSeconds(60);
        private boolean validate = true;
        private ResponseLimits limits = ResponseLimits.DEFAULT;
        private final Map<String, SecretHeaderValue> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        Builder() {}

        /** The longest wait for a connection. Not used with a {@code java.net.http.HttpClient} of the caller. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = positive(limit, "connectTimeout");
            return this;
        }

        /** The longest time of one attempt: to the last byte of a response, or to the first byte of a stream. */
        public Builder timeout(Duration limit) {
            timeout = positive(limit, "timeout");
            return this;
        }

        /** The longest time without bytes in a stream. Keep-alive comments count as bytes. */
        public Builder idleTimeout(Duration limit) {
            idleTimeout = positive(limit, "idleTimeout");
            return this;
        }

        /** The longest time from the first byte of a stream to its end, including pauses of the caller. */
        public Builder streamTimeout(Duration limit) {
            streamTimeout = positive(limit, "streamTimeout");
            return this;
        }

        /** Maximum number of retries; default 2, so at most 3 requests. 0 disables retries. */
        public Builder maxRetries(int retries) {
            if (retries < 0 || retries > 100) {
                throw new IllegalArgumentException("maxRetries is " + retries + "; it must be 0 to 100");
            }
            maxRetries = retries;
            return this;
        }

        /** The longest wait before a retry. If the server requests a longer wait, the call fails at once. */
        public Builder maxRetryWait(Duration limit) {
            maxRetryWait = positive(limit, "maxRetryWait");
            return this;
        }

        /** Whether requests are validated against the contract before they are sent; default true. */
        public Builder validate(boolean validated) {
            validate = validated;
            return this;
        }

        /** Size limits of responses. */
        public Builder limits(ResponseLimits newLimits) {
            limits = Objects.requireNonNull(newLimits);
            return this;
        }

        /** Adds a header to every request, for example {@code HTTP-Referer}. Replaces a header of the same name. Its value is never printed. */
        public Builder header(String name, String value) {
            AllowedHeaderNames.check(name);
            headers.put(name, SecretHeaderValue.of("the value of header " + name, value));
            return this;
        }

        CallOptions build() {
            return new CallOptions(this);
        }

        private static Duration positive(Duration limit, String name) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException(name + " is " + limit + "; it must be greater than zero");
            }
            return limit;
        }
    }
}
