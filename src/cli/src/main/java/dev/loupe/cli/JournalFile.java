package dev.loupe.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a journal when its run is stopped. Closed when the run ended by itself. */
final class JournalFile implements AutoCloseable {
    private static final Pattern TEMPORARY = Pattern.compile("loupe-(\\d{1,18})-.*\\.ndjson");

    /** A run that still goes has written to its journal since then, or is one of the same system. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Path journal;
    private final Thread hook = new Thread(this::stopped);

    private JournalFile(Path journal) {
        this.journal = journal;
    }

    /** From now on, whoever stops the process is told where what was decided is. */
    static JournalFile whenStopped(Path journal) {
        JournalFile journalled = new JournalFile(journal);
        Runtime.getRuntime().addShutdownHook(journalled.hook);
        return journalled;
    }

    private void stopped() {
        if (Files.exists(journal)) {
            System.err.println("loupe: stopped; what was decided until then: loupe report " + journal);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // then it is told, which is what this is for
        }
    }

    /** A journal for a run that nobody asked to keep: it goes with the process, or, after a kill, with a later one. */
    static Path temporary() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        removeLeftBehind(folder);
        Path journal = Files.createTempFile("loupe-" + ProcessHandle.current().pid() + "-", ".ndjson");
        journal.toFile().deleteOnExit(); // also when a person stops the run
        return journal;
    }

    private static void removeLeftBehind(Path folder) {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "loupe-*-*.ndjson")) {
            for (Path journal : journals) {
                Matcher name = TEMPORARY.matcher(String.valueOf(journal.getFileName()));
                if (name.matches() && isLeftBehind(journal, Long.parseLong(name.group(1)))) {
                    Files.deleteIfExists(journal);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException notOurs) {
            // somebody else's, or gone meanwhile: no reason not to run
        }
    }

    private static boolean isLeftBehind(Path journal, long process) throws IOException {
        Instant written = Files.getLastModifiedTime(journal).toInstant();
        boolean old = written.isBefore(Instant.now().minus(LEFT_BEHIND));
        return old && ProcessHandle.of(process).isEmpty();
    }
}
