package dev.loupe.engine.baseline;

/** A baseline file that cannot be used; the message has the location and the remedy. */
public final class BaselineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }
}
