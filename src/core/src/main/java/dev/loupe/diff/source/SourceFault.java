package dev.loupe.diff.source;

/** A contract that could not be fetched or read: never "nothing changed". */
public final class SourceFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceFault(String message) {
        super(message);
    }

    SourceFault(String message, Throwable cause) {
        super(message, cause);
    }
}
