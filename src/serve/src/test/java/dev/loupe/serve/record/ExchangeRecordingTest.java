package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.PartialRecording;
import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeRecordingTest {
    private static final Redactor REDACTOR = Redactor.of("KEY");

    private static final HeaderFields EVENTS =
            new HeaderFields(new TreeMap<>(Map.of("content-type", List.of("text/event-stream"))), true);

    @TempDir
    Path out;

    private RecordingFolder folder() {
        return new RecordingFolder(RecordingProxyOptions.of(URI.create("http://127.0.0.1:1"), out, REDACTOR));
    }

    private static ExchangeRecording recording(RecordingFolder folder, Exchange.Id id) {
        return new ExchangeRecording(
                folder,
                id,
                new Origin(null, null, Instant.EPOCH, "recording", null, 0),
                new Exchange.Request(
                        "POST", "http://127.0.0.1:1/v1/chat/completions", HeaderFields.NOT_RECORDED, new Body.None()),
                REDACTOR);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A recorder that is stopped ends its exchanges while responses arrive. */
    @Test
    void aResponseThatBeginsAfterTheEndDoesNotCompleteTheRecordingAgain() throws InterruptedException {
        RecordingFolder folder = folder();
        ExchangeRecording recording = recording(folder, folder.nextId(Instant.EPOCH));
        CountDownLatch completed = new CountDownLatch(1);
        recording.whenCompleted(violated -> completed.countDown());
        recording.request(bytes("{\"model\":\"m\"}"));
        recording.requestEnd();
        recording.end(1, PartialRecording.CUT);
        completed.await();
        recording.head(new Reply.Head(200, EVENTS));
        folder.close(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(folder.written()).isEqualTo(1);
        assertThat(folder.losses().notRecordedCount()).isZero();
        assertThat(out).isDirectoryContaining("glob:**.json");
    }

    /** A server may respond while it reads. */
    @Test
    void theFirstBytesOfAResponseThatBeginsBeforeItsRequestIsCompleteAreRecorded() throws Exception {
        RecordingFolder folder = folder();
        Exchange.Id id = folder.nextId(Instant.EPOCH);
        ExchangeRecording recording = recording(folder, id);
        CountDownLatch appended = new CountDownLatch(1);
        recording.request(bytes("{\"model\":"));
        recording.head(new Reply.Head(200, EVENTS));
        recording.response(1, bytes("data: {\"number\":1}\n\n"));
        folder.append(appended::countDown);
        appended.await();
        recording.request(bytes("\"m\"}"));
        recording.requestEnd();
        recording.response(2, bytes("data: {\"number\":2}\n\n"));
        recording.end(3, null);
        folder.close(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(folder.written()).isEqualTo(1);
        assertThat(Files.readString(out.resolve(folder.name(id))))
                .containsSubsequence("\"model\"", "number\\\":1", "number\\\":2");
    }
}
