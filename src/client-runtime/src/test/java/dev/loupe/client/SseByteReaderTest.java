package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseByteReaderTest {
    private static final String MIXED = "\uFEFF: first\n\ndata: {\"a\":\"ä👋\"}\n\ndata:one\r\ndata: two\r\n\r\n"
            + "event: error\rdata: three\r\r:c\r\nid: 7\r\nretry: 5\r\ndata\r\n\r\nevent: ping\n\ndata: four\n: in between\ndata: five\n\ndata: last";
    private static final List<String> EXPECTED =
            List.of("{\"a\":\"ä👋\"}", "one\ntwo", "error=three", "four\nfive", "last");

    @Test
    void everyLineEndAndEveryFieldIsUnderstood() {
        assertThat(read(4096, MIXED.getBytes(StandardCharsets.UTF_8))).isEqualTo(EXPECTED);
    }

    @Test
    void aSplitAtAnyByteChangesNothing() {
        byte[] bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            byte[] first = java.util.Arrays.copyOfRange(bytes, 0, split);
            byte[] second = java.util.Arrays.copyOfRange(bytes, split, bytes.length);
            assertThat(read(4096, first, second)).as("split at %d", split).isEqualTo(EXPECTED);
        }
    }

    @Test
    void bytesThatComeOneByOneChangeNothing() {
        byte[] bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }
        assertThat(read(4096, single)).isEqualTo(EXPECTED);
    }

    @Test
    void eventsLargerThanTheBufferAreWhole() {
        String large = "x".repeat(100_000);
        String stream = "data: " + large + "\n\ndata: small\n\n";
        assertThat(read(1 << 20, stream.getBytes(StandardCharsets.UTF_8))).isEqualTo(List.of(large, "small"));
    }

    @Test
    void anEventWithoutEndStopsAtTheLimit() {
        byte[] endless = ("data: " + "x".repeat(2000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(1000, endless))
                .isInstanceOf(SseByteReader.FrameTooLong.class)
                .satisfies(tooLong -> assertThat(((SseByteReader.FrameTooLong) tooLong).description())
                        .contains("1000 bytes")
                        .contains("maxFrameBytes"));
    }

    @Test
    void linesWithoutEndInOneEventStopAtTheLimit() {
        SseByteReader reader = new SseByteReader(1000);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        reader.offer(ByteBuffer.wrap("data: x\n: comment\n".getBytes(StandardCharsets.UTF_8)));
                        assertThat(reader.next()).isFalse();
                    }
                })
                .isInstanceOf(SseByteReader.FrameTooLong.class);
    }

    @Test
    void manyCommentsNeedNoRoom() {
        SseByteReader reader = new SseByteReader(1000);
        byte[] comments = ": KEEP-ALIVE\n\n".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            reader.offer(ByteBuffer.wrap(comments));
            assertThat(reader.next()).isFalse();
        }
        assertThat(reader.array()).hasSize(16 * 1024);
    }

    private static List<String> read(int maxFrame, byte[]... pieces) {
        SseByteReader reader = new SseByteReader(maxFrame);
        List<String> seen = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.offer(ByteBuffer.wrap(piece).asReadOnlyBuffer());
            while (reader.next()) {
                seen.add(described(reader));
            }
        }
        if (reader.lastUnterminated()) {
            seen.add(described(reader));
        }
        return seen;
    }

    private static String described(SseByteReader reader) {
        return (reader.event() == null ? "" : reader.event() + "=") + reader.text();
    }
}
