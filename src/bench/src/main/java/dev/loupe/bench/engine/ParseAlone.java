package dev.loupe.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.Recordings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The baseline for replay: reads the same recordings from standard input, splits them into lines and only parses them with
 * Jackson, in as many threads. {@code records} parses each record; {@code events} also the JSON in its stream.
 */
public final class ParseAlone {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int BATCH = 64;
    private static final List<RawRecord> END = List.of();

    private final boolean events;
    private final AtomicLong trees = new AtomicLong();

    private ParseAlone(boolean events) {
        this.events = events;
    }

    /** Takes {@code records} or {@code events}. */
    public static void main(String[] args) throws InterruptedException {
        new ParseAlone(args.length > 0 && args[0].equals("events"))
                .run(Runtime.getRuntime().availableProcessors());
    }

    private void run(int threads) throws InterruptedException {
        long start = System.nanoTime();
        BlockingQueue<List<RawRecord>> queue = new ArrayBlockingQueue<>(threads * 2);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().start(() -> work(queue)));
        }
        long records = 0;
        long bytes = 0;
        List<RawRecord> batch = new ArrayList<>(BATCH);
        try (Recordings recordings = Recordings.open(List.of("-"), System.in)) {
            for (RawRecord raw : recordings) {
                records++;
                bytes += raw.bytes().length + 1;
                batch.add(raw);
                if (batch.size() == BATCH) {
                    queue.put(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
        }
        queue.put(batch);
        for (int i = 0; i < threads; i++) {
            queue.put(END);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d records, %,d trees, %.1f s, %,.0f records/s, %,.0f MB/s, %d threads%n",
                events ? "records and events" : "records",
                records,
                trees.get(),
                seconds,
                records / seconds,
                bytes / seconds / 1e6,
                threads);
    }

    private void work(BlockingQueue<List<RawRecord>> queue) {
        try {
            for (List<RawRecord> batch = queue.take(); batch != END; batch = queue.take()) {
                for (RawRecord raw : batch) {
                    parse(raw);
                }
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void parse(RawRecord raw) throws IOException {
        JsonNode record = MAPPER.readTree(raw.bytes());
        long parsed = record.size() > 0 ? 1 : 0;
        if (events) {
            for (JsonNode piece : record.path("response").path("stream")) {
                for (String line : piece.path("raw").asText().split("\n", -1)) {
                    if (line.startsWith("data: {")) {
                        byte[] json = line.substring(6).getBytes(StandardCharsets.UTF_8);
                        parsed += MAPPER.readTree(json).size() > 0 ? 1 : 0;
                    }
                }
            }
        }
        trees.addAndGet(parsed);
    }
}
