package dev.loupe.client.error;

/** 409: the request conflicts with another one. */
public final class ConflictException extends ApiException {
    private static final long serialVersionUID = 1L;

    ConflictException(ErrorResponse response) {
        super(response);
    }
}
