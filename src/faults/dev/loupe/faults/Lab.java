package dev.loupe.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What scenarios work with: the command, folders, and the secret that no file may contain. */
final class Lab {
    /** Sent as key by every client, and repeated by the upstream in the tokens of its streams. */
    static final String SECRET = "planted-secret-of-the-fault-suite-01";

    private final Path loupe;
    private final Path folder;
    private int numbers;

    Lab(Path loupe, Path folder) {
        this.loupe = loupe;
        this.folder = folder;
    }

    /** A new folder. */
    synchronized Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(++numbers + "-" + name));
    }

    boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    LoupeProcess record(int upstream, Path out, String before, String javaOptions) throws IOException {
        return start(
                before, "", javaOptions, "record", "--upstream", "http://127.0.0.1:" + upstream, "--out", out.toString());
    }

    LoupeProcess start(String before, String after, String javaOptions, String... arguments) throws IOException {
        return LoupeProcess.start(
                loupe, folder("output").resolve("output.txt"), before, after, javaOptions, List.of(arguments));
    }

    /** Runs a command to its end. */
    Ended run(String before, String after, String javaOptions, String... arguments) throws IOException, InterruptedException {
        try (LoupeProcess process = start(before, after, javaOptions, arguments)) {
            int code = process.exitCode();
            return new Ended(code, process.output());
        }
    }

    /** An ended process. */
    record Ended(int code, String output) {}

    /** The files of a folder, also hidden ones. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
        }
    }

    /** Files with the secret as it is, or split over the tokens of a stream. */
    static int leaks(Path folder) throws IOException {
        int leaks = 0;
        for (Path file : files(folder)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            boolean split = String.join("", tokens(text)).contains(SECRET);
            leaks += text.contains(SECRET) || split ? 1 : 0;
        }
        return leaks;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        String begin = "\\\"content\\\":\\\"";
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            int end = text.indexOf("\\\"", at + begin.length());
            if (end > 0) {
                tokens.add(text.substring(at + begin.length(), end));
            }
        }
        return tokens;
    }

    /** Runs this many at once and waits for all. */
    static void parallel(int count, Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    work.run(number);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The work of one thread. */
    interface Work {
        void run(int number) throws IOException;
    }

    static boolean isOneOf(int value, int... values) {
        return Arrays.stream(values).anyMatch(one -> one == value);
    }
}
