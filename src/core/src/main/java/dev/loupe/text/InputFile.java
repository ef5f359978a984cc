package dev.loupe.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens a file that a user or a document names. A named pipe is not opened: the read waits without end for a writer. */
public final class InputFile {
    private static final String REASON = "neither a regular file nor a folder";

    private static final List<String> REPORTS = List.of("run.json", "diff.json", "ci.json");

    private InputFile() {}

    /** Why the path cannot be read, or an empty text. A path that does not exist has its own message elsewhere. */
    public static String obstacle(Path path) {
        return isStored(path) || isStream(path) ? "" : REASON;
    }

    /** Whether the path is a regular file, a folder, a link to one, or does not exist. */
    public static boolean isStored(Path path) {
        return Files.isRegularFile(path) || Files.isDirectory(path) || !Files.exists(path);
    }

    /** A shell passes the output of a command as a pipe below /dev. */
    private static boolean isStream(Path path) {
        return path.startsWith("/dev") || path.startsWith("/proc");
    }

    /** Whether a command of Loupe wrote its reports into the folder: they are no input of the next command. */
    public static boolean isReports(Path folder) {
        return Files.exists(folder.resolve("index.html"))
                && REPORTS.stream().anyMatch(report -> isReport(folder.resolve(report)));
    }

    /** The format is the first property of a report. */
    private static boolean isReport(Path file) {
        try (InputStream in = Files.isRegularFile(file) ? Files.newInputStream(file) : InputStream.nullInputStream()) {
            return new String(in.readNBytes(100), StandardCharsets.UTF_8).contains("\"loupe-");
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Whether the file is in a folder of reports below the base. */
    public static boolean isInReports(Path base, Path file) {
        for (Path at = file.getParent(); at != null && !at.equals(base); at = at.getParent()) {
            if (isReports(at)) {
                return true;
            }
        }
        return false;
    }

    /** Opens the file; its length is not limited. */
    public static InputStream open(Path path) throws IOException {
        if (!obstacle(path).isEmpty()) {
            throw new IOException(REASON);
        }
        return Files.newInputStream(path);
    }

    /** The content, at most this many bytes; a device may be endless. */
    public static byte[] bytes(Path path, int most) throws IOException {
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("larger than the limit of " + (most >> 20) + " MB");
            }
            return bytes;
        }
    }

    /** The content as UTF-8 text, at most this many bytes. */
    public static String text(Path path, int most) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(path, most)))
                .toString();
    }
}
