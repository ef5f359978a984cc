package dev.loupe.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How long reading a corpus takes beside a plain Jackson tree of every line, in one process, one thread, turn by turn: not a
 * test. Run {@code main} with the corpus as its arguments.
 */
final class ReadingSpeed {
    private static final int ROUNDS = 25;

    private ReadingSpeed() {}

    public static void main(String[] corpus) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (Recordings recordings = Recordings.open(List.of(corpus), InputStream.nullInputStream())) {
            recordings.forEach(records::add);
        }
        long bytes = records.stream().mapToLong(raw -> raw.bytes().length).sum();
        var mapper = new ObjectMapper();
        long plain = Long.MAX_VALUE;
        long read = Long.MAX_VALUE;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (RawRecord raw : records) {
                seen += mapper.readTree(raw.bytes()).size();
            }
            long middle = System.nanoTime();
            for (RawRecord raw : records) {
                seen += RecordingFormat.read(raw) instanceof Entry.Read ? 1 : 0;
            }
            plain = Math.min(plain, middle - start);
            read = Math.min(read, System.nanoTime() - middle);
        }
        System.out.printf(
                "%,d records, %.1f MB: plain tree %.1f ms, read %.1f ms, ratio %.2f (%d)%n",
                records.size(), bytes / 1e6, plain / 1e6, read / 1e6, (double) read / plain, seen);
    }
}
