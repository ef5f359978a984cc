package dev.loupe.spark;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.imports.ImportedEntry;
import dev.loupe.exchange.imports.Importers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a record: a recording, or a record of another tool's log as {@code loupe import} reads it. */
final class RecordSource {
    private static final byte[] RECORDING = RecordingFormat.NAME.getBytes(StandardCharsets.UTF_8);

    private RecordSource() {}

    static ReadResult read(RawRecord raw) {
        if (raw.error() != null || isRecording(raw.bytes())) {
            return RecordingFormat.read(raw);
        }
        List<ImportedEntry> entries = Importers.importRecord(raw);
        for (ImportedEntry entry : entries) {
            if (entry instanceof ImportedEntry.Imported(var exchange)) {
                return new ReadResult.Read(exchange);
            }
        }
        return RecordingFormat.read(raw) instanceof ReadResult.Unreadable unreadable && entries.isEmpty()
                ? unreadable
                : new ReadResult.Unreadable(raw.file(), raw.line(), reason(entries));
    }

    private static String reason(List<ImportedEntry> entries) {
        return switch (entries.getFirst()) {
            case ImportedEntry.Damaged damaged -> damaged.message();
            case ImportedEntry.Skipped skipped -> skipped.why();
            case ImportedEntry.Imported imported -> throw new IllegalStateException("imported: " + imported);
        };
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
}
