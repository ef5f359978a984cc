package dev.loupe.client.error;

/** 404: no such path or model. */
public final class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    NotFoundException(ErrorResponse response) {
        super(response);
    }
}
