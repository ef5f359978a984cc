package dev.loupe.gemma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class UnclosedStreamTest {
    private static final String CHUNK = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";

    @Test
    void aStreamThatIsGarbageClosesItsConnectionAndWarns() throws InterruptedException {
        Logger logger = Logger.getLogger("dev.loupe.client");
        Messages messages = new Messages();
        logger.addHandler(messages);
        try (RawServer server = new RawServer()) {
            server.plays(Script.stream().event(CHUNK).hang());
            abandon(server);
            boolean closed = false;
            // no event shows that an object is garbage: the collection is requested until the connection is closed
            for (int i = 0; i < 6000 && !closed; i++) {
                System.gc();
                closed = server.isHungUpWithin(Duration.ofMillis(100));
            }
            assertThat(closed).isTrue();
            assertThat(messages.all.take()).contains("neither closed nor read to its end");
        } finally {
            logger.removeHandler(messages);
        }
    }

    /** The stream is garbage when this method returns. */
    private static void abandon(RawServer server) {
        ChatStream stream =
                GemmaClient.builder().baseUrl(server.url()).apiKey("k").build().stream(Gemma3Request.builder()
                        .model(Gemma3Model.GEMMA_3_4B_IT)
                        .user("Hi")
                        .build());
        assertThat(stream.iterator().next().text()).hasValue("a");
    }

    private static final class Messages extends Handler {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
                all.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
