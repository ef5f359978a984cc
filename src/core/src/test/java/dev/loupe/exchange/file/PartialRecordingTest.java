package dev.loupe.exchange.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialRecordingTest {
    private static final Exchange EXCHANGE = new Exchange(
            new Exchange.Id("p/1"),
            new Origin("p", null, null, "recording", null, 0),
            new Exchange.Request(
                    "POST",
                    "http://p/v1/chat/completions",
                    HeaderFields.NOT_RECORDED,
                    Body.of("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8))),
            new Reply.Unanswered(PartialRecording.CUT),
            null);
    private static final Reply.Head HEAD = new Reply.Head(200, HeaderFields.NOT_RECORDED);
    private static final List<TimedBytes> PIECES =
            List.of(piece(1, "data: {\"a\":1}\n\n"), piece(2.5, "data: {\"b\":2}\n\n"));

    @TempDir
    Path folder;

    private static TimedBytes piece(double at, String text) {
        return new TimedBytes(at, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] stream() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PartialRecording.stream(EXCHANGE, HEAD));
        bytes.writeBytes(PartialRecording.pieces(EXCHANGE, PIECES));
        return bytes.toByteArray();
    }

    private List<ReadResult> read() {
        List<ReadResult> read = new ArrayList<>();
        try (Recordings recordings = Recordings.open(List.of(folder.toString()), InputStream.nullInputStream())) {
            for (RawRecord raw : recordings) {
                read.add(RecordingFormat.read(raw));
            }
        }
        return read;
    }

    private Reply reply(byte[] partial) throws IOException {
        Files.write(folder.resolve("one.json.part"), partial);
        List<ReadResult> read = read();
        assertThat(read).hasSize(1);
        return ((ReadResult.Read) read.getFirst()).exchange().reply();
    }

    @Test
    void aRequestWithoutItsResponseIsAnExchangeThatFailed() throws IOException {
        assertThat(reply(PartialRecording.request(EXCHANGE))).isEqualTo(new Reply.Unanswered(PartialRecording.CUT));
    }

    @Test
    void aStreamIsReadAsFarAsItIsWritten() throws IOException {
        Reply.Streamed streamed = (Reply.Streamed) reply(stream());

        assertThat(streamed.pieces()).isEqualTo(PIECES);
        assertThat(streamed.head().code()).isEqualTo(200);
        assertThat(streamed.ending().failure()).isEqualTo(PartialRecording.CUT);
    }

    @Test
    void aStreamWithoutEventsHasItsStatus() throws IOException {
        Reply.Streamed streamed = (Reply.Streamed) reply(PartialRecording.stream(EXCHANGE, HEAD));

        assertThat(streamed.pieces()).isEmpty();
        assertThat(streamed.ending().failure()).isEqualTo(PartialRecording.CUT);
    }

    @Test
    void aFileThatIsCutAtAnyByteAfterItsFirstLineIsRead() throws IOException {
        byte[] whole = stream();
        int firstLine = PartialRecording.stream(EXCHANGE, HEAD).length;
        for (int length = firstLine; length < whole.length; length++) {
            Reply.Streamed streamed = (Reply.Streamed) reply(Arrays.copyOf(whole, length));
            assertThat(PIECES.subList(0, streamed.pieces().size())).isEqualTo(streamed.pieces());
        }
    }

    @Test
    void aFileWithoutACompleteLineIsReported() throws IOException {
        Files.writeString(folder.resolve("one.json.part"), "{\"format\":");

        assertThat(read()).singleElement().isInstanceOf(ReadResult.Unreadable.class);
    }

    @Test
    void aPartialFileNextToItsRecordingIsNotRead() throws IOException {
        Files.write(folder.resolve("one.json.part"), stream());
        Files.writeString(
                folder.resolve("one.json"),
                "{\"format\":\"loupe-exchange/1\",\"id\":\"p/1\",\"request\":{\"method\":\"GET\"},"
                        + "\"response\":{\"status\":200}}");

        assertThat(read()).hasSize(1);
    }
}
