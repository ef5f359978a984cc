package dev.loupe.bench.engine;

import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.exchange.sse.SseParser;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses the bytes of a stream to events with JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class StreamEvents {
    /** Bytes of a chunk: a whole frame, or a part that may end inside a line. */
    @Param({"4096", "100"})
    public int piece;

    private List<TimedBytes> pieces = List.of();

    @Setup
    public void prepare() {
        byte[] stream = Samples.stream(100).getBytes(StandardCharsets.UTF_8);
        pieces = Samples.cut(stream, piece);
    }

    @Benchmark
    public List<SseEvent> hundredChunks() {
        return SseParser.read(pieces);
    }
}
