package dev.loupe.report.format;

import dev.loupe.text.TextTruncation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;

/**
 * The files of a report in a directory. Each is written under a temporary name and renamed after all are complete, so that a
 * stopped command leaves no part of a report, nor files of two reports next to each other.
 */
public final class ReportFiles {
    private ReportFiles() {}

    /** Where a file is written before it is complete. */
    public static Path part(Path dir, String name) {
        return dir.resolve(name + ".part");
    }

    /** Writes a text; half of a character, which a spec or a response can hold, does not end the report. */
    public static void write(Path file, String text) throws IOException {
        Files.writeString(file, TextTruncation.wellFormed(text));
    }

    /** Opens a file that is complete later; half of a character does not end it either. */
    public static Writer writer(Path dir, String name) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(part(dir, name)), StandardCharsets.UTF_8));
    }

    /** Gives complete files their names, in this order: the last one shows that every other is there. */
    public static void publish(Path dir, Collection<String> names) throws IOException {
        for (String name : names) {
            Files.move(part(dir, name), dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes what was written and not published. */
    public static void discard(Path dir, Collection<String> names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(part(dir, name));
        }
    }

    /** Deletes an earlier report, of which {@code result} is the last file; a directory without it is left as it is. */
    public static boolean delete(Path dir, String result, Collection<String> names) throws IOException {
        if (!Files.deleteIfExists(dir.resolve(result))) {
            return false;
        }
        for (String name : names) {
            Files.deleteIfExists(dir.resolve(name));
        }
        return true;
    }
}
