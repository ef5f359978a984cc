package dev.loupe.client.error;

/** 401: no API key, or an unknown one. */
public final class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(ErrorResponse response) {
        super(response);
    }
}
