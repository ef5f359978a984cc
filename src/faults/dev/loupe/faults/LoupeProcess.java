package dev.loupe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code loupe}. */
final class LoupeProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?:recording|serving) http://127\\.0\\.0\\.1:([0-9]+)");
    /** No scenario waits so long; a longer wait is a hang. */
    private static final long MINUTES = 10;

    private final Process process;
    private final Path output;

    private LoupeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param before shell commands that run first, such as {@code ulimit -n 64}; empty for none
     * @param after redirections of the shell, such as {@code >&-}; empty for none
     */
    static LoupeProcess start(Path loupe, Path output, String before, String after, String javaOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", before + "\nexec \"$0\" \"$@\" " + after, loupe.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        if (!javaOptions.isEmpty()) {
            environment.put("LOUPE_JAVA_OPTS", javaOptions);
        }
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new LoupeProcess(builder.start(), output);
    }

    /** The port that it prints; 0 when it ends first. */
    int port() throws IOException, InterruptedException {
        while (true) {
            Matcher address = ADDRESS.matcher(output());
            if (address.find()) {
                return Integer.parseInt(address.group(1));
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return 0;
            }
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal by its name and returns the exit code. */
    int signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        return exitCode();
    }

    /** Waits for the end; -1 for a hang. */
    int exitCode() throws InterruptedException {
        return process.waitFor(MINUTES, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
