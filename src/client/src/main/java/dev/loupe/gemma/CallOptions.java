package dev.loupe.gemma;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How calls are made. Immutable; {@link GemmaClient#withOptions} changes some of it for some calls.
 *
 * <p>Unless told otherwise: a connection within 10 s, an answer within 2 minutes, no silence in a stream longer than 60 s, no stream
 * longer than 1 hour, 2 retries, no wait before a retry longer than 60 s, requests validated.
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

    /** Changes options; not thread-safe, unlike what it builds. */
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

        /** The longest wait for a connection. A {@code java.net.http.HttpClient} of the caller's own has its own limit. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = positive(limit, "connectTimeout");
            return this;
        }

        /** The longest time that one try may take: to the last byte of an answer, to the first byte of a stream. */
        public Builder timeout(Duration limit) {
            timeout = positive(limit, "timeout");
            return this;
        }

        /** The longest silence in a stream that has begun. Comments that only keep the connection alive count as a sign of life. */
        public Builder idleTimeout(Duration limit) {
            idleTimeout = positive(limit, "idleTimeout");
            return this;
        }

        /** The longest time from a stream's first byte to its end, the caller's own pauses included. */
        public Builder streamTimeout(Duration limit) {
            streamTimeout = positive(limit, "streamTimeout");
            return this;
        }

        /** How many more tries after the first: 2 unless told, so 3 requests at most. 0 switches retries off. */
        public Builder maxRetries(int retries) {
            if (retries < 0 || retries > 100) {
                throw new IllegalArgumentException("maxRetries is " + retries + "; it must be 0 to 100");
            }
            maxRetries = retries;
            return this;
        }

        /** The longest wait before a retry. A server that asks for a longer one makes the call fail at once. */
        public Builder maxRetryWait(Duration limit) {
            maxRetryWait = positive(limit, "maxRetryWait");
            return this;
        }

        /** Whether requests are held to the contract's ranges before they are sent; they are unless told. */
        public Builder validate(boolean validated) {
            validate = validated;
            return this;
        }

        /** How much of an answer is read. */
        public Builder limits(ResponseLimits newLimits) {
            limits = Objects.requireNonNull(newLimits);
            return this;
        }

        /** A header on every request, {@code HTTP-Referer} for example. Replaces one of the same name; its value is never printed. */
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
                throw new IllegalArgumentException(name + " is " + limit + "; it must be longer than nothing");
            }
            return limit;
        }
    }
}
