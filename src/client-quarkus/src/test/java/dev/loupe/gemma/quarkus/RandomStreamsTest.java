package dev.loupe.gemma.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.client.transport.JdkTransport;
import dev.loupe.client.transport.Transport;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import dev.loupe.gemma.quarkus.RandomStreams.Sample;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Random streams, in random pieces, over both transports: each chunk is what a plain parse of its frame gives, and the text of the
 * completion is the text of all deltas. {@code -Dloupe.streams=20000} reads that many, {@code -Dloupe.seed=1} others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RandomStreamsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STREAMS = Integer.getInteger("loupe.streams", 150);
    private static final long SEED = Long.getLong("loupe.seed", 20_000);
    private static final Gemma3Request REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private HttpServer server;

    private volatile byte[] bytes = new byte[0];
    private volatile long split;

    @BeforeAll
    void start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each small piece waits for an acknowledgement
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    private void respond(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        Random random = new Random(split);
        byte[] all = bytes;
        try (OutputStream out = exchange.getResponseBody()) {
            for (int from = 0; from < all.length; ) {
                int length = Math.min(all.length - from, 1 + random.nextInt(random.nextInt(8) == 0 ? 5 : 2000));
                out.write(all, from, length);
                out.flush();
                from += length;
            }
        }
    }

    @Test
    void theJdkTransportGivesWhatAPlainParseGives() throws IOException {
        read(JdkTransport.create(Duration.ofSeconds(10)));
    }

    @Test
    void theVertxTransportGivesWhatAPlainParseGives() throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            read(new VertxTransport(vertx.createHttpClient()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void read(Transport transport) throws IOException {
        GemmaClient client = GemmaClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey("k")
                .transport(transport)
                .build();
        for (int i = 0; i < STREAMS; i++) {
            Sample sample = new RandomStreams(new Random(SEED + i)).next();
            bytes = sample.bytes().array();
            split = SEED + i;
            int read = 0;
            try (ChatStream stream = client.stream(REQUEST)) {
                for (ChatCompletionChunk chunk : stream) {
                    assertThat(plain(chunk.toJson()))
                            .as("stream %d, chunk %d", i, read)
                            .isEqualTo(plain(sample.frames().get(read)));
                    read++;
                }
                ChatCompletion completion = stream.completion();
                assertThat(completion.text().orElse("")).as("stream %d", i).isEqualTo(sample.text());
            }
            assertThat(read).as("stream %d", i).isEqualTo(sample.frames().size());
        }
    }

    private static JsonNode plain(String json) throws IOException {
        return JSON.readTree(json);
    }
}
