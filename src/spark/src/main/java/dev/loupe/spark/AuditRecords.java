package dev.loupe.spark;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.imports.ImportedEntry;
import dev.loupe.exchange.imports.Importers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a part: recordings, or records of another tool's log as {@code loupe import} reads them. A record of a log may
 * hold several exchanges.
 */
final class AuditRecords implements Iterator<AuditRecords.Item>, AutoCloseable {
    private static final byte[] RECORDING = RecordingFormat.NAME.getBytes(StandardCharsets.UTF_8);

    private final Deque<String> files;
    private final Deque<Item> ahead = new ArrayDeque<>();
    private @Nullable Recordings open;
    private @Nullable Iterator<RawRecord> records;

    /**
     * One exchange, or why there is none.
     *
     * @param imported null for a recording, which is parsed when it is judged
     */
    record Item(RawRecord raw, @Nullable ReadResult imported) {
        ReadResult read() {
            return imported == null ? RecordingFormat.read(raw) : imported;
        }

        int size() {
            return raw.bytes().length;
        }
    }

    AuditRecords(List<String> files) {
        this.files = new ArrayDeque<>(files);
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty()) {
            if (records != null && records.hasNext()) {
                add(records.next());
            } else if (files.isEmpty()) {
                return false;
            } else {
                close();
                open(files.remove());
            }
        }
        return true;
    }

    private void open(String file) {
        try {
            open = InputFiles.isLocal(file)
                    ? Recordings.open(List.of(file), InputStream.nullInputStream())
                    : Recordings.of(file, InputFiles.open(file));
            records = open.iterator();
        } catch (IOException unreadable) {
            ahead.add(new Item(RawRecord.failed(file, 1, "cannot be opened: " + unreadable.getMessage()), null));
        }
    }

    private void add(RawRecord raw) {
        if (raw.error() != null || isRecording(raw.bytes())) {
            ahead.add(new Item(raw, null));
            return;
        }
        for (ImportedEntry entry : Importers.importRecord(raw)) {
            ahead.add(new Item(raw, result(raw, entry)));
        }
        if (ahead.isEmpty()) {
            ahead.add(new Item(raw, null));
        }
    }

    private static ReadResult result(RawRecord raw, ImportedEntry entry) {
        return switch (entry) {
            case ImportedEntry.Imported(var exchange) -> new ReadResult.Read(exchange);
            case ImportedEntry.Damaged damaged -> new ReadResult.Unreadable(raw.file(), raw.line(), damaged.message());
            case ImportedEntry.Skipped skipped -> new ReadResult.Unreadable(raw.file(), raw.line(), skipped.why());
        };
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more records");
        }
        return ahead.remove();
    }

    private static boolean isRecording(byte[] bytes) {
        for (int i = 0; i + RECORDING.length <= bytes.length; i++) {
            int matched = 0;
            while (matched < RECORDING.length && bytes[i + matched] == RECORDING[matched]) {
                matched++;
            }
            if (matched == RECORDING.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        records = null;
    }
}
