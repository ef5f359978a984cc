package dev.loupe.gemma.error;

/** 401: no key, or one that the server does not know. */
public final class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(ErrorResponse problem) {
        super(problem);
    }
}
