package dev.loupe.client.error;

/** 422: the request is well-formed but invalid for the server. */
public final class UnprocessableException extends ApiException {
    private static final long serialVersionUID = 1L;

    UnprocessableException(ErrorResponse response) {
        super(response);
    }
}
