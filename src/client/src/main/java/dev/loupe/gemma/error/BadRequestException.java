package dev.loupe.gemma.error;

/** 400: the server does not accept the request as it is. */
public final class BadRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    BadRequestException(ErrorResponse problem) {
        super(problem);
    }
}
