package dev.loupe.client.error;

/** 400: the server rejects the request. */
public final class BadRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    BadRequestException(ErrorResponse response) {
        super(response);
    }
}
