package dev.loupe.gemma.error;

/** 408: the server gave up waiting, for the request or for the model. Retried. */
public final class RequestTimeoutException extends ApiException {
    private static final long serialVersionUID = 1L;

    RequestTimeoutException(ErrorResponse problem) {
        super(problem);
    }
}
