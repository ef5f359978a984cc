package dev.loupe.generate;

/** A client cannot be generated from this contract; the message states why. */
public final class GenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GenerationException(String message) {
        super(message);
    }
}
