package dev.loupe.bench.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Many streams at once, each on a virtual thread. The server sends a chunk of each stream in a fixed interval. Prints the elapsed time
 * until the last stream ends, and the ideal: chunks times interval. Arguments: streams, chunks, milliseconds between chunks.
 */
public final class PacedStreams {
    private static final String CHUNK =
            "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";
    private static final String END =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private PacedStreams() {}

    public static void main(String[] arguments) throws Exception {
        int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int chunks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        int interval = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), streams);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> send(exchange, chunks, interval));
        server.start();
        GemmaClient client = GemmaClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey(StreamSamples.KEY)
                .build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 4; round++) { // the first ones are not compiled yet
                long start = System.nanoTime();
                List<Future<Integer>> counts = new ArrayList<>();
                for (int i = 0; i < streams; i++) {
                    counts.add(threads.submit(() -> read(client)));
                }
                for (Future<Integer> count : counts) {
                    if (count.get() != chunks) {
                        throw new IllegalStateException(count.get() + " chunks have text");
                    }
                }
                double ideal = chunks * interval / 1000.0;
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(Locale.ROOT, "%.2f s, ideal %.2f s, %.2f times%n", seconds, ideal, seconds / ideal);
            }
        }
        server.stop(0);
    }

    private static void send(HttpExchange exchange, int chunks, int interval) throws IOException {
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            long start = System.nanoTime();
            for (int i = 1; i <= chunks; i++) {
                LockSupport.parkNanos(start + 1_000_000L * interval * i - System.nanoTime());
                body.write(CHUNK.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
            body.write(END.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int read(GemmaClient client) {
        int texts = 0;
        Gemma3Request request = Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();
        try (ChatStream stream = client.stream(request)) {
            for (ChatCompletionChunk chunk : stream) {
                texts += chunk.text().isPresent() ? 1 : 0;
            }
        }
        return texts;
    }
}
