package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import java.nio.charset.StandardCharsets;

/** Recordings of Loupe itself. */
final class LoupeFormat implements ImportFormat.OfRecord {
    @Override
    public String name() {
        return "loupe";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.path("format").asText("").equals(RecordingFormat.NAME);
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        switch (RecordingFormat.read(RawRecord.of(sink.file(), sink.line(), bytes))) {
            case ReadResult.Read read -> sink.read(read.exchange());
            case ReadResult.Unreadable unreadable -> sink.damaged(unreadable.message());
        }
    }
}
