import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Archives whose bytes depend on the content alone: entries are sorted, times and owners fixed, and only the executable bit kept. */
final class Archive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private Archive() {}

    /** Writes a folder, with its name as the first part of every entry, in the ustar format. */
    static void tarGz(Path folder, long seconds, Path to) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(to), 1 << 16), 1 << 16)) {
            for (Path file : files(folder)) {
                byte[] content = Files.readAllBytes(file);
                out.write(header(name(folder, file), content.length, mode(file), seconds));
                out.write(content);
                out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    /** The same as a ZIP file. The JVM's time zone must be UTC: times in ZIP files are local. */
    static void zip(Path folder, long seconds, Path to) throws IOException {
        Files.deleteIfExists(to);
        Map<String, ?> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem zip = FileSystems.newFileSystem(to, options)) {
            for (Path file : files(folder)) {
                Path entry = zip.getPath(name(folder, file));
                Files.createDirectories(entry.getParent());
                Files.write(entry, Files.readAllBytes(file));
                Files.setPosixFilePermissions(
                        entry, PosixFilePermissions.fromString(mode(file) == 0755 ? "rwxr-xr-x" : "rw-r--r--"));
                setTimes(entry, seconds);
            }
            try (Stream<Path> all = Files.walk(zip.getPath("/"))) {
                for (Path each : all.filter(Files::isDirectory).toList()) {
                    if (each.getParent() != null) {
                        setTimes(each, seconds);
                    }
                }
            }
        }
    }

    /** All three: the file system writes the times of access and creation too. */
    private static void setTimes(Path entry, long seconds) throws IOException {
        FileTime time = FileTime.fromMillis(seconds * 1000);
        Files.getFileAttributeView(entry, BasicFileAttributeView.class).setTimes(time, time, time);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted((a, b) -> name(folder, a).compareTo(name(folder, b)))
                    .toList();
        }
    }

    private static String name(Path folder, Path file) {
        return folder.getFileName() + "/" + folder.relativize(file).toString().replace('\\', '/');
    }

    private static int mode(Path file) {
        return Files.isExecutable(file) ? 0755 : 0644;
    }

    private static byte[] header(String name, long size, int mode, long seconds) {
        byte[] header = new byte[BLOCK];
        int split = name.length() <= NAME ? -1 : name.indexOf('/', name.length() - NAME - 1);
        put(header, 0, name.substring(split + 1));
        put(header, 100, String.format("%07o", mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", size));
        put(header, 136, String.format("%011o", seconds));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        put(header, 265, "root");
        put(header, 297, "root");
        put(header, 345, split < 0 ? "" : name.substring(0, split));
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
