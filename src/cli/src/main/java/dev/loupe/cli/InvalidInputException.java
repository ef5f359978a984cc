package dev.loupe.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input that cannot be read, output that cannot be written, or options that do not fit together; says what to do. */
final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidInputException(String message) {
        super(message);
    }

    InvalidInputException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why a file cannot be used, in words: the message of the system is often no more than the name of the file. */
    static String why(@Nullable Throwable fault) {
        return switch (fault) {
            case null -> "for no known reason";
            case UncheckedIOException wrapped -> why(wrapped.getCause());
            case NoSuchFileException missing -> "there is no such folder";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException inTheWay -> "a file of that name is in the way";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> Objects.requireNonNullElse(fault.getMessage(), fault.toString());
        };
    }
}
