package dev.loupe.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where results are printed; remembers the first failure, which a {@link java.io.PrintWriter} only knows to have been. */
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
        } catch (IOException fault) {
            failure = failure == null ? fault : failure;
            throw fault;
        }
    }

    /**
     * What happened to what was printed, in words; null when all of it arrived, or when the reader had enough and closed
     * the pipe, as {@code head} does.
     */
    @Nullable
    String lost() {
        String why = failure == null ? null : InvalidInputException.why(failure);
        return why == null || why.contains("Broken pipe") ? null : why;
    }
}
