package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How long reading a corpus takes compared with plain Jackson trees, in one process, on one thread, turn by turn; the best round of
 * each counts. Two measures of Jackson: the records alone, in which a stream is mere text, and the records with the JSON of
 * their stream events, which is what any reader of streams has to parse. Not a test: run {@code main} with a corpus.
 */
final class ReadingSpeed {
    private static final int ROUNDS = 25;

    private final ObjectMapper mapper = new ObjectMapper();
    private long seen;

    private ReadingSpeed() {}

    public static void main(String[] corpus) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (Recordings recordings = Recordings.open(List.of(corpus), InputStream.nullInputStream())) {
            recordings.forEach(records::add);
        }
        new ReadingSpeed().measure(records);
    }

    private void measure(List<RawRecord> records) throws IOException {
        long recordsAlone = Long.MAX_VALUE;
        long withEvents = Long.MAX_VALUE;
        long read = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long first = System.nanoTime();
            for (RawRecord raw : records) {
                seen += mapper.readTree(raw.bytes()).size();
            }
            long second = System.nanoTime();
            for (RawRecord raw : records) {
                events(mapper.readTree(raw.bytes()));
            }
            long third = System.nanoTime();
            for (RawRecord raw : records) {
                seen += RecordingFormat.read(raw) instanceof ReadResult.Read ? 1 : 0;
            }
            recordsAlone = Math.min(recordsAlone, second - first);
            withEvents = Math.min(withEvents, third - second);
            read = Math.min(read, System.nanoTime() - third);
        }
        long bytes = records.stream().mapToLong(raw -> raw.bytes().length).sum();
        System.out.printf(
                "%,d records, %.1f MB: Jackson, records alone %.1f ms, with events %.1f ms; read %.1f ms:"
                        + " ratios %.2f and %.2f (%d)%n",
                records.size(),
                bytes / 1e6,
                recordsAlone / 1e6,
                withEvents / 1e6,
                read / 1e6,
                (double) read / recordsAlone,
                (double) read / withEvents,
                seen);
    }

    private void events(JsonNode record) throws IOException {
        for (JsonNode piece : record.path("response").path("stream")) {
            String raw = piece.path("raw").textValue();
            if (raw.startsWith("data: {")) {
                seen += mapper.readTree(raw.substring(6)).size();
            }
        }
    }
}
