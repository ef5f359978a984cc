package dev.loupe.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Unreadable input, unwritable output, or options that exclude each other. The message states what to do. */
final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidInputException(String message) {
        super(message);
    }

    InvalidInputException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why a file cannot be used. The message of the system is often only the name of the file. */
    static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "unknown reason";
            case UncheckedIOException wrapped -> reason(wrapped.getCause());
            case NoSuchFileException missing -> "no such directory";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "a file with this name exists and is not a directory";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }
}
