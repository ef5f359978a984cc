package dev.loupe.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output that keeps its first failure; a {@link java.io.PrintWriter} only knows that there was one. */
final class StandardOutput extends OutputStream {
    private final OutputStream file;
    private @Nullable IOException failure;

    StandardOutput(OutputStream file) {
        this.file = file;
    }

    static StandardOutput open() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * Why output was lost; null when all was written, or when the reader closed the pipe, as {@code head} does. The closed
     * pipe is recognized by the message of the operating system: Java has no exception type for it.
     */
    @Nullable
    String failure() {
        if (failure == null || String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            return null;
        }
        return InvalidInputException.reason(failure);
    }
}
