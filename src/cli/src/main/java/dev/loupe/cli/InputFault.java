package dev.loupe.cli;

import org.jspecify.annotations.Nullable;

/** Input that cannot be read or options that do not fit together; the message says what to do. */
final class InputFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputFault(String message) {
        super(message);
    }

    InputFault(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
