package dev.loupe.engine;

import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single recordings again, by their location. Remembers the last one. */
final class RecordingLookup {
    private @Nullable SourceLocation last;
    private Optional<Exchange> exchange = Optional.empty();

    /** The exchange; empty when the file is no longer there. */
    Optional<Exchange> at(SourceLocation stored) {
        if (!stored.equals(last)) {
            last = stored;
            exchange = isFile(stored.file()) ? read(stored) : Optional.empty();
        }
        return exchange;
    }

    private static boolean isFile(String file) {
        try {
            return Files.isRegularFile(Path.of(file));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static Optional<Exchange> read(SourceLocation stored) {
        try (Recordings recordings = Recordings.open(List.of(stored.file()), InputStream.nullInputStream())) {
            for (RawRecord record : recordings) {
                if (record.line() >= stored.line()) {
                    return RecordingFormat.read(record) instanceof ReadResult.Read(Exchange found)
                            ? Optional.of(found)
                            : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
