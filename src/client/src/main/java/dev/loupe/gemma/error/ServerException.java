package dev.loupe.gemma.error;

/** 5xx: the fault is on the server's side. Retried, except for 501. */
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServerException(ErrorResponse problem) {
        super(problem);
    }
}
