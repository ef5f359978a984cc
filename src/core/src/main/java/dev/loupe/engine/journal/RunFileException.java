package dev.loupe.engine.journal;

import org.apiguardian.api.API;

/** A journal or a {@code run.json} that cannot be used; the message has the location and the remedy. */
@API(status = API.Status.EXPERIMENTAL)
public final class RunFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunFileException(String message) {
        super(message);
    }
}
