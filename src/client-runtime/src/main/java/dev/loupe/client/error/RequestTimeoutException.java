package dev.loupe.client.error;

/** 408: the server timed out while it waited for the request or the model. Retried. */
public final class RequestTimeoutException extends ApiException {
    private static final long serialVersionUID = 1L;

    RequestTimeoutException(ErrorResponse response) {
        super(response);
    }
}
