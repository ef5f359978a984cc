package dev.loupe.gemma.error;

/** 429: too many requests, or too many tokens. Retried, after the time that the server asks for. */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimitException(ErrorResponse problem) {
        super(problem);
    }
}
