package dev.loupe.serve.record;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.PartialRecording;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The directory of the recordings, one file for each exchange. One thread appends what streams in, another writes complete
 * recordings, so that a large recording does not delay the streams.
 */
final class RecordingFolder {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Fewer recordings are complete at once. */
    private static final int MANY = 100;

    private final RecordingProxyOptions options;
    private final MemoryBudget memory;
    private final RecordingLosses losses;
    private final KeptRecordings kept;
    /** Known before memory is full. */
    private final String outOfMemory;

    private final ExecutorService appending = thread("loupe-record-append");
    private final ExecutorService completing = thread("loupe-record-complete");
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong incomplete = new AtomicLong();
    /** Completed work of both threads. */
    private final AtomicLong steps = new AtomicLong();

    RecordingFolder(RecordingProxyOptions options) {
        this.options = options;
        this.memory = options.limits().memoryBytes() > 0
                ? new MemoryBudget(options.limits().memoryBytes(), InputLimits.BODY_BYTES)
                : MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory());
        this.losses = new RecordingLosses(options.observer());
        this.kept = new KeptRecordings(options.limits());
        this.outOfMemory = notWritten("out of memory; " + MemoryBudget.REMEDY);
        // the first streams would wait until the code is loaded and compiled
        appending.execute(() -> Rehearsal.run(options.redactor()));
    }

    /** What is added after the end is dropped: it is counted as not complete. */
    private static ExecutorService thread(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** The id of the next exchange, and the name of its file without {@code .json}. */
    Exchange.Id nextId(Instant at) {
        incomplete.incrementAndGet();
        return new Exchange.Id(options.provider() + "/" + MOMENT.format(at) + "-" + names.incrementAndGet());
    }

    Path out() {
        return options.out();
    }

    String name(Exchange.Id id) {
        return id.value().substring(id.value().indexOf('/') + 1) + ".json";
    }

    private Path file(Exchange.Id id) {
        return options.out().resolve(name(id));
    }

    Path partial(Exchange.Id id) {
        Path file = file(id);
        return file.resolveSibling(file.getFileName() + PartialRecording.SUFFIX);
    }

    MemoryBudget memory() {
        return memory;
    }

    RecordingLosses losses() {
        return losses;
    }

    void append(Runnable work) {
        appending.execute(() -> {
            work.run();
            steps.incrementAndGet();
        });
    }

    void complete(Runnable work) {
        completing.execute(() -> {
            work.run();
            incomplete.decrementAndGet();
            steps.incrementAndGet();
        });
    }

    /**
     * Writes a complete recording in place of its partial file; {@code cut} when the exchange continued. Returns the ids of violated
     * checks.
     */
    List<String> store(Exchange exchange, Redactor redactor, boolean cut) throws IOException {
        byte[] bytes = RecordingFormat.pretty(exchange, redactor);
        Path file = file(exchange.id());
        KeptRecordings.Decision decision = kept.decide(exchange, bytes.length);
        switch (decision) {
            case KEEP -> {
                PrivateFiles.write(file, bytes);
                written.incrementAndGet();
                if (cut) {
                    losses.cut();
                }
                kept.added(file, bytes.length);
            }
            case KNOWN_SHAPE -> {}
            case NO_SPACE -> {
                losses.report("the recordings have reached the limit of "
                        + options.limits().maxBytes() + " bytes");
                losses.notRecorded();
            }
        }
        PrivateFiles.deleteQuietly(partial(exchange.id()));
        return decision == KeptRecordings.Decision.NO_SPACE
                ? List.of()
                : options.observer().recorded(file, decision == KeptRecordings.Decision.KEEP, bytes);
    }

    /** Why nothing is written. */
    String notWritten(Throwable error) {
        return error instanceof OutOfMemoryError ? outOfMemory : notWritten(reason(error));
    }

    private String notWritten(String reason) {
        return "cannot write to " + options.out() + ": " + reason;
    }

    /** The reason why a file cannot be written. */
    private static String reason(Throwable failed) {
        return switch (failed) {
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case NoSuchFileException gone -> "the directory does not exist";
            case AccessDeniedException denied -> "permission denied";
            case Error internal -> internal.toString();
            default -> String.valueOf(failed.getMessage());
        };
    }

    /** The loss of an exchange that has an error: its partial file remains, where there is one. */
    void failed(Exchange.Id id, Throwable error) {
        losses.report(notWritten(error));
        if (Files.exists(partial(id))) {
            losses.cut();
        } else {
            losses.notRecorded();
        }
    }

    long written() {
        return written.get();
    }

    long sameShape() {
        return kept.known();
    }

    /**
     * Waits for everything that was added, while there is progress: a slow machine is no reason for a loss, a disk that hangs is one.
     * What is not written by then remains in partial files and counts as cut.
     *
     * @param idle how long to wait without progress
     * @param most how long to wait at most
     */
    void close(Duration idle, Duration most) {
        Instant deadline = Instant.now().plus(most);
        if (incomplete.get() > MANY) {
            options.observer().completing(incomplete.get());
        }
        try {
            appending.shutdown();
            boolean appended = ends(appending, idle, deadline);
            completing.shutdown();
            if (!appended || !ends(completing, idle, deadline)) {
                long left = incomplete.get();
                losses.report(left + " exchanges are not complete at the end; their partial files ("
                        + PartialRecording.SUFFIX + ") hold what is written");
                losses.cut(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ends(ExecutorService work, Duration idle, Instant deadline) throws InterruptedException {
        for (long before = -1; before != steps.get() && Instant.now().isBefore(deadline); ) {
            before = steps.get();
            if (work.awaitTermination(idle.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
