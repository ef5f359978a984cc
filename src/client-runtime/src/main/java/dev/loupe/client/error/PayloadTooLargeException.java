package dev.loupe.client.error;

/** 413: the request is larger than the server accepts. */
public final class PayloadTooLargeException extends ApiException {
    private static final long serialVersionUID = 1L;

    PayloadTooLargeException(ErrorResponse response) {
        super(response);
    }
}
