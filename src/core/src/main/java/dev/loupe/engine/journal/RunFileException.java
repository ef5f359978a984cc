package dev.loupe.engine.journal;

/** A journal or a {@code run.json} that cannot be used; the message has the location and the remedy. */
public final class RunFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunFileException(String message) {
        super(message);
    }
}
