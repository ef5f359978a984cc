package dev.loupe.report.series;

import dev.loupe.report.format.ReportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The files that a report is written into while it grows. They have temporary names until it is complete. */
public final class SeriesFiles implements AutoCloseable {
    private final Path folder;
    private final Map<String, Writer> writers = new LinkedHashMap<>();

    public SeriesFiles(Path folder) {
        this.folder = folder;
    }

    /** Opens a file; what is appended to it is written. */
    public Consumer<String> open(String name) {
        try {
            Files.createDirectories(folder);
            Writer writer = ReportFiles.writer(folder, name);
            writers.put(name, writer);
            return text -> append(writer, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write reports into " + folder, unwritable);
        }
    }

    private static void append(Writer file, String text) {
        try {
            file.write(text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write a report", unwritable);
        }
    }

    /** Gives the complete files their names. */
    void publish() {
        try {
            closeWriters();
            ReportFiles.publish(folder, writers.keySet());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write a report", unwritable);
        }
    }

    @Override
    public void close() {
        try {
            closeWriters();
            ReportFiles.discard(folder, writers.keySet());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write a report", unwritable);
        }
    }

    private void closeWriters() throws IOException {
        for (Writer writer : writers.values()) {
            writer.close();
        }
    }
}
