package dev.loupe.engine.baseline;

import org.apiguardian.api.API;

/** A baseline file that cannot be used; the message has the location and the remedy. */
@API(status = API.Status.EXPERIMENTAL)
public final class BaselineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }
}
