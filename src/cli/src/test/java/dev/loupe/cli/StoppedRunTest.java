package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A separate process is stopped with a signal, as {@code kill} and container runtimes do. */
class StoppedRunTest {
    private static final String RECORD =
            """
            {"format":"loupe-exchange/1","id":"one","provider":"openai","request":{"method":"POST","url":"/v1/chat/completions",\
            "body":{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}},"response":{"status":200,"body":{"id":"c",\
            "object":"chat.completion","created":1741604801,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":99}}}}
            """;

    @TempDir
    Path folder;

    /** The process. */
    static final class Loupe {
        private Loupe() {}

        public static void main(String... arguments) {
            System.exit(CommandRunner.run(
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                    arguments));
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aStoppedProcessPrintsHowToReportTheResultsSoFar() throws Exception {
        Path journal = folder.resolve("journal.ndjson");
        WatchService changes = FileSystems.getDefault().newWatchService();
        folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loupe.class.getName(),
                        "replay",
                        "-",
                        "--out",
                        folder.toString())
                .redirectError(folder.resolve("stderr").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> exit = process.onExit().thenRun(() -> close(changes));
        try (OutputStream records = process.getOutputStream();
                changes) {
            // the input stays open, so that the run continues until it is stopped
            records.write(RECORD.getBytes(StandardCharsets.UTF_8));
            records.flush();
            awaitFirstVerdict(process, changes, journal);
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } catch (IOException | ClosedWatchServiceException closed) {
            // the process has ended and closed its input
        }
        exit.join();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(folder.resolve("stderr"))
                .content()
                .contains("loupe: stopped; to see the results so far: loupe report " + journal);

        StringWriter out = new StringWriter();
        int code = CommandRunner.run(
                new PrintWriter(out), new PrintWriter(new StringWriter()), "report", journal.toString());
        assertThat(out.toString()).startsWith("NON-CONFORMANT").contains("usage.total-is-sum");
        assertThat(code).isEqualTo(1);
    }

    private static void close(WatchService changes) {
        try {
            changes.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads the journal again after each change of its folder. */
    private static void awaitFirstVerdict(Process process, WatchService changes, Path journal) throws Exception {
        while (!Files.exists(journal) || !Files.readString(journal).contains("\"verdict\"")) {
            WatchKey change = changes.poll(10, TimeUnit.MINUTES);
            assertThat(process.isAlive() && change != null)
                    .as("the process writes")
                    .isTrue();
            change.pollEvents();
            change.reset();
        }
    }
}
