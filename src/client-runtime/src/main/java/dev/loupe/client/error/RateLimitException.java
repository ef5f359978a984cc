package dev.loupe.client.error;

/** 429: too many requests, or too many tokens. Retried after the time that the server requests. */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitException(ErrorResponse response) {
        super(response);
    }
}
