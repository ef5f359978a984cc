package dev.loupe.exchange.file;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.text.LineReader;
import dev.loupe.text.InputFile;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Stored records from files, folders, globs and standard input ({@code -}), in an order that is the same on every machine and in
 * memory that does not depend on their number. A file that cannot be read is one record with an error, and the rest is read. Not
 * thread-safe; parsing the records ({@link RecordingFormat#read}) is.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Recordings implements Iterable<RawRecord>, AutoCloseable {
    /** Lines of one file that are no records. Each is a row of every report, and 10 MB of another format are millions of them. */
    private static final int MOST_FRAGMENTS = 10_000;

    /** Files whose sizes are added. */
    private static final int MOST_COUNTED = 10_000;

    private final RecordingFiles files;
    private final InputStream stdin;

    private @Nullable InputStream open;
    private @Nullable LineReader lines;
    private String name = "";
    private int fragments;

    private Recordings(RecordingFiles files, InputStream stdin) {
        this.files = files;
        this.stdin = stdin;
    }

    /** Opens lazily: a path that does not exist is a record with an error. */
    public static Recordings open(List<String> paths, InputStream stdin) {
        return open(paths, null, stdin);
    }

    /** Opens lazily, without the files of the folder {@code excluded} where it is below a named one. */
    public static Recordings open(List<String> paths, @Nullable Path excluded, InputStream stdin) {
        return new Recordings(new RecordingFiles(paths, excluded), stdin);
    }

    /** The bytes of all files; empty when it is not known without reading them: standard input, compressed or too many files. */
    public static OptionalLong size(List<String> paths, @Nullable Path excluded) {
        RecordingFiles files = new RecordingFiles(paths, excluded);
        long total = 0;
        for (int counted = 0; counted < MOST_COUNTED; counted++) {
            switch (files.next()) {
                case null -> {
                    return OptionalLong.of(total);
                }
                case RecordingFiles.Storage file
                when !file.name().endsWith(".gz") -> {
                    try {
                        total += Files.size(file.path());
                    } catch (IOException unreadable) {
                        return OptionalLong.empty();
                    }
                }
                default -> {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The records of one file that the caller has opened; the name decides how it is read. */
    public static Recordings of(String name, InputStream content) {
        return new Recordings(RecordingFiles.opened(name), content);
    }

    /** Iterates over the records; a second iterator continues where the first one stopped. */
    @Override
    public Iterator<RawRecord> iterator() {
        return new Iterator<>() {
            private @Nullable RawRecord ahead;

            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    ahead = nextRecord();
                }
                return ahead != null;
            }

            @Override
            public RawRecord next() {
                if (!hasNext() || ahead == null) {
                    throw new NoSuchElementException("no more records");
                }
                RawRecord record = ahead;
                ahead = null;
                return record;
            }
        };
    }

    private @Nullable RawRecord nextRecord() {
        while (true) {
            if (lines != null) {
                RawRecord record = nextLine(lines);
                if (record != null) {
                    return record;
                }
                close();
            }
            RecordingFiles.Found found = files.next();
            switch (found) {
                case null -> {
                    return null;
                }
                case RecordingFiles.Nothing nothing -> {
                    return RawRecord.failed(nothing.name(), 1, nothing.why());
                }
                case RecordingFiles.Opened in -> {
                    RawRecord record = begin(in.name(), stdin, RecordingFiles.isLines(in.name()));
                    if (record != null) {
                        return record;
                    }
                }
                case RecordingFiles.Storage file -> {
                    RawRecord record = begin(file);
                    if (record != null) {
                        return record;
                    }
                }
                default -> throw new IllegalStateException("not a file: " + found);
            }
        }
    }

    private @Nullable RawRecord begin(RecordingFiles.Storage file) {
        try {
            open = InputFile.open(file.path());
        } catch (AccessDeniedException e) {
            return RawRecord.failed(file.name(), 1, "not readable: permission denied; check its rights");
        } catch (IOException e) {
            return RawRecord.failed(file.name(), 1, "cannot be opened: " + e.getMessage());
        }
        return begin(file.name(), open, RecordingFiles.isLines(file.name()));
    }

    /** The first record; null when the file has one record per line. */
    private @Nullable RawRecord begin(String source, InputStream bytes, boolean isLines) {
        name = source;
        fragments = 0;
        try {
            LineReader reader = new LineReader(unzipped(bytes));
            if (isLines) {
                lines = reader;
                return null;
            }
            if (PartialRecording.isName(source)) {
                return partial(reader);
            }
            LineReader.Line first = firstLine(reader);
            if (first == null) {
                return failure(1, "empty; a recording is a JSON object");
            }
            // one record on several lines, or one record per line
            if (!source.endsWith(".json") && first.bytes() != null && RecordLine.isWhole(first.bytes())) {
                lines = reader;
                return RawRecord.of(name, first.number(), first.bytes());
            }
            byte[] whole = first.bytes() == null ? null : reader.rest(RecordLine.withLineFeed(first.bytes()));
            close();
            return whole == null
                    ? failure(first.number(), RecordingFormat.tooLarge())
                    : RawRecord.of(name, first.number(), whole);
        } catch (IOException e) {
            return failure(1, unreadable(e));
        }
    }

    /** The file of an exchange whose recorder was killed: the complete lines are the record. */
    private RawRecord partial(LineReader reader) throws IOException {
        byte[] whole = reader.rest(new byte[0]);
        close();
        if (whole == null) {
            return failure(1, RecordingFormat.tooLarge());
        }
        byte[] record = PartialRecording.complete(whole);
        return record.length == 0
                ? failure(1, "the recorder stopped before the first line was written; delete this file")
                : RawRecord.of(name, 1, record);
    }

    private @Nullable RawRecord nextLine(LineReader reader) {
        try {
            for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
                byte[] bytes = line.bytes();
                if (bytes == null) {
                    return RawRecord.failed(name, line.number(), RecordingFormat.tooLarge());
                }
                if (line.number() == 1) {
                    bytes = RecordLine.withoutByteOrderMark(bytes);
                }
                if (RecordLine.isBlank(bytes)) {
                    continue;
                }
                if (!RecordLine.mayBeRecord(bytes) && ++fragments > MOST_FRAGMENTS) {
                    return failure(
                            line.number(),
                            "more than %,d lines are no recorded exchange; the rest of the file is not read"
                                    .formatted(MOST_FRAGMENTS));
                }
                return RawRecord.of(name, line.number(), bytes);
            }
            return null;
        } catch (IOException e) {
            return failure(reader.nextNumber(), unreadable(e));
        }
    }

    private static LineReader.@Nullable Line firstLine(LineReader reader) throws IOException {
        LineReader.Line line = reader.next();
        while (line != null && line.bytes() != null) {
            byte[] bytes = line.number() == 1 ? RecordLine.withoutByteOrderMark(line.bytes()) : line.bytes();
            if (!RecordLine.isBlank(bytes)) {
                return new LineReader.Line(line.number(), bytes);
            }
            line = reader.next();
        }
        return line;
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return zipped ? new GZIPInputStream(new Asked(buffered), 1 << 16) : buffered;
    }

    /** Up to JDK 22 the decompressor treats "nothing available yet" as the end of concatenated gzip files. */
    private static final class Asked extends FilterInputStream {
        private Asked(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    private static String unreadable(IOException e) {
        return switch (e) {
            case java.io.EOFException cut ->
                "the gzip data ends too early: the file is truncated; records before that were read, download it again";
            case java.util.zip.ZipException broken ->
                "the gzip data is corrupt (%s); records before that were read, download it again"
                        .formatted(e.getMessage());
            default -> "reading failed: " + e.getMessage();
        };
    }

    private RawRecord failure(int line, String why) {
        close();
        return RawRecord.failed(name, line, why);
    }

    /** Closes the file that is open; standard input is the caller's. */
    @Override
    public void close() {
        lines = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // read completely or abandoned: an error on closing has no effect
            }
            open = null;
        }
    }
}
