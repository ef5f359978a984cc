package dev.loupe.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints where the journal is when the process is stopped during a run. Closed when the run has ended. */
final class JournalFile implements AutoCloseable {
    private static final Pattern TEMPORARY = Pattern.compile("loupe-(\\d{1,18})-.*\\.ndjson");

    /** A journal that is older than this and whose process has ended is left over from a killed run. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final Path journal;
    private final Thread hook = new Thread(this::announce);

    private JournalFile(Path journal) {
        this.journal = journal;
    }

    /** From now on, stopping the process prints how to report the results so far. */
    static JournalFile announceWhenStopped(Path journal) {
        JournalFile file = new JournalFile(journal);
        Runtime.getRuntime().addShutdownHook(file.hook);
        return file;
    }

    private void announce() {
        if (Files.exists(journal)) {
            System.err.println("loupe: stopped; to see the results so far: loupe report " + journal);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the process is stopping, so the hook has run
        }
    }

    /** A journal for a run without --out. It is deleted when the process ends, or after a kill by a later run. */
    static Path temporary() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        removeAbandoned(folder);
        Path journal = Files.createTempFile("loupe-" + ProcessHandle.current().pid() + "-", ".ndjson");
        journal.toFile().deleteOnExit(); // also after Ctrl-C
        return journal;
    }

    private static void removeAbandoned(Path folder) {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "loupe-*-*.ndjson")) {
            for (Path journal : journals) {
                Matcher name = TEMPORARY.matcher(String.valueOf(journal.getFileName()));
                if (name.matches() && isAbandoned(journal, Long.parseLong(name.group(1)))) {
                    Files.deleteIfExists(journal);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException notDeletable) {
            // owned by another user, or deleted by another process: the run does not need this
        }
    }

    private static boolean isAbandoned(Path journal, long process) throws IOException {
        Instant written = Files.getLastModifiedTime(journal).toInstant();
        boolean old = written.isBefore(Instant.now().minus(ABANDONED_AFTER));
        return old && ProcessHandle.of(process).isEmpty();
    }
}
