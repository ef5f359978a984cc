package dev.loupe.client.error;

/** 5xx: an error of the server. Retried, except for 501. */
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServerException(ErrorResponse response) {
        super(response);
    }
}
