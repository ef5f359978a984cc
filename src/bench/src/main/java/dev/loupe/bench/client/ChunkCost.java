package dev.loupe.bench.client;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Processor time and allocation of a chunk, for streams whose frames differ in their text only, or also in {@code created}, usage, or a
 * property that is not in the contract. Each client first reads as many streams as are measured. Then the clients take turns, so that all of
 * them have the same share of a busy machine; the figure of a client is its median. Arguments: rounds, streams of 1000 chunks in a round.
 */
public final class ChunkCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private ChunkCost() {}

    private record Reader(String name, IntSupplier stream) {}

    private record Cost(double micros, double bytes) {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int streams = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        System.out.printf("%-9s %-20s %12s %12s%n", "frames", "client", "CPU a chunk", "allocated");
        for (StreamSamples.Differing differing : StreamSamples.Differing.values()) {
            StreamReading clients = new StreamReading();
            clients.begin(differing);
            List<Reader> readers = List.of(
                    new Reader("gemma-client", clients::gemma),
                    new Reader("langchain4j-open-ai", clients::langchain4j),
                    new Reader("openai-java", clients::openAi));
            readers.forEach(reader -> measure(reader, rounds * streams));
            List<List<Cost>> costs = new ArrayList<>();
            readers.forEach(reader -> costs.add(new ArrayList<>()));
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < readers.size(); i++) {
                    costs.get(i).add(measure(readers.get(i), streams));
                }
            }
            for (int i = 0; i < readers.size(); i++) {
                Cost cost = median(costs.get(i));
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %-20s %9.2f us %10.0f B%n",
                        differing.name().toLowerCase(Locale.ROOT),
                        readers.get(i).name(),
                        cost.micros(),
                        cost.bytes());
            }
            clients.end();
        }
    }

    private static Cost measure(Reader reader, int streams) {
        long time = cpuTime();
        long bytes = THREADS.getTotalThreadAllocatedBytes();
        int length = 0;
        for (int i = 0; i < streams; i++) {
            length += reader.stream().getAsInt();
        }
        if (length == 0) {
            throw new IllegalStateException("no text");
        }
        double chunks = (double) streams * StreamSamples.CHUNKS;
        return new Cost(
                (cpuTime() - time) / 1000.0 / chunks, (THREADS.getTotalThreadAllocatedBytes() - bytes) / chunks);
    }

    /** The time of the threads of the clients: not that of the server, of the compiler and of the garbage collector. */
    private static long cpuTime() {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && !thread.getThreadName().equals(ReplayServer.THREAD_NAME)) {
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static Cost median(List<Cost> all) {
        double[] micros = all.stream().mapToDouble(Cost::micros).sorted().toArray();
        double[] bytes = all.stream().mapToDouble(Cost::bytes).sorted().toArray();
        return new Cost(micros[micros.length / 2], bytes[bytes.length / 2]);
    }
}
