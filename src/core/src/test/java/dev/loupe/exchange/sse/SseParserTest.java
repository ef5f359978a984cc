package dev.loupe.exchange.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.loupe.exchange.text.InputLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    /** Everything at once: a mark, all line ends, comments, several lines, other fields, a character of four bytes. */
    private static final byte[] ALL = bytes("\uFEFFdata: {\"a\": 1}\n\n"
            + ": OPENROUTER PROCESSING\r\n\r\n"
            + "data:{\"b\":\r\ndata: \"👋\"}\r\n\r\n"
            + "event: ping\rid: 7\rretry: 10\rdata: x: y\r\r"
            + "data\n\n"
            + "data:\n\n"
            + "event: lonely\n\n"
            + "nonsense\ndata:  two spaces\r\n\n"
            + "data: [DONE]\n\n");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<SseEvent> read(String... pieces) {
        List<TimedBytes> list = new ArrayList<>();
        for (int i = 0; i < pieces.length; i++) {
            list.add(new TimedBytes(i * 10, bytes(pieces[i])));
        }
        return SseParser.read(list);
    }

    private static List<String> data(List<SseEvent> events) {
        return events.stream().map(SseEvent::data).toList();
    }

    private static List<TimedBytes> split(byte[] all, int first, int second) {
        return List.of(
                new TimedBytes(0, java.util.Arrays.copyOfRange(all, 0, first)),
                new TimedBytes(0, java.util.Arrays.copyOfRange(all, first, second)),
                new TimedBytes(0, java.util.Arrays.copyOfRange(all, second, all.length)));
    }

    @Test
    void everyKindOfLineIsReadAsTheStandardDefines() {
        List<SseEvent> events = SseParser.read(List.of(new TimedBytes(0, ALL)));
        assertThat(data(events)).containsExactly("{\"a\": 1}", "{\"b\":\n\"👋\"}", "x: y", " two spaces", "[DONE]");
        assertThat(events).extracting(SseEvent::type).containsExactly("", "", "ping", "", "");
        assertThat(events.get(1).json()).hasToString("{\"b\":\"👋\"}");
        assertThat(events.get(2).json()).isNull();
        assertThat(events.get(4).isDone()).isTrue();
    }

    @Test
    void everySplitOfTheSameBytesInThreeGivesTheSameEvents() {
        List<SseEvent> whole = SseParser.read(List.of(new TimedBytes(0, ALL)));
        for (int first = 0; first <= ALL.length; first++) {
            for (int second = first; second <= ALL.length; second++) {
                assertThat(SseParser.read(split(ALL, first, second)))
                        .as("split at %d and %d", first, second)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void anEventHasTheTimeOfItsFirstField() {
        assertThat(read("data: a\n\n", "event: ping\n", "data: b\n\n", "data: c\n", "data: d\n\n"))
                .extracting(SseEvent::data, SseEvent::at)
                .containsExactly(tuple("a", 0.0), tuple("b", 10.0), tuple("c\nd", 30.0));
    }

    @Test
    void oneByteAtATimeGivesTheSameEvents() {
        List<TimedBytes> single = new ArrayList<>();
        for (byte b : ALL) {
            single.add(new TimedBytes(0, new byte[] {b}));
        }
        assertThat(SseParser.read(single)).isEqualTo(SseParser.read(List.of(new TimedBytes(0, ALL))));
    }

    @Property(tries = 500)
    void anyBytesSplitAnywhereGiveTheSameEvents(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> letters, @ForAll @IntRange(max = 60) int cut) {
        String[] alphabet = {"\r", "\n", "data:", " ", "{}", "\"é\"", ":", "event:x", "[DONE]", "\uFEFF"};
        byte[] all =
                bytes(String.join("", letters.stream().map(i -> alphabet[i]).toList()));
        int at = Math.min(cut, all.length);
        assertThat(SseParser.read(split(all, at, at))).isEqualTo(SseParser.read(List.of(new TimedBytes(0, all))));
    }

    @Test
    void anEventCarriesTheTimeOfItsFirstByte() {
        assertThat(read(": hm\n\nda", "ta: 1\n", "\ndata: 2\n\n"))
                .extracting(SseEvent::at)
                .containsExactly(0.0, 20.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: [DONE]", "data: [DONE]\n", "data: {\"a\":1}", "data: {\"a\":1}\r\n"})
    void aWholeEventWithoutItsBlankLineCounts(String end) {
        assertThat(read("data: 1\n\n" + end)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"a\":", "data: [DO", "dat", "data: {\"a\":1}\ndata: {", "event: x\n"})
    void anEventThatWasCutIsDropped(String end) {
        assertThat(data(read("data: 1\n\n" + end))).containsExactly("1");
    }

    @Test
    void chunksWithoutABlankLineBetweenThemAreOneEventThatIsNotJson() {
        assertThat(read("data: {\"a\":1}\ndata: {\"a\":2}\ndata: [DONE]\n"))
                .singleElement()
                .satisfies(event -> assertThat(event.json()).isNull());
    }

    @Test
    void aFieldCalledErrorIsAnEventOfThatType() {
        assertThat(read("error: {\"code\":500}\n\ndata: [DONE]\n\n"))
                .extracting(SseEvent::type, SseEvent::data)
                .containsExactly(tuple("error", "{\"code\":500}"), tuple("", "[DONE]"));
    }

    @Test
    void aChunkInALineThatClientsDropIsAnEventWhereOtherLinesAreRead() {
        List<SseEvent> events =
                read("{\"choices\":[1]}\n\ndata: {\"choices\":[2]}\n\nDATA: {\"choices\":[3]}\n\n{\"a\":4}\n\n");
        assertThat(events)
                .extracting(SseEvent::data, SseEvent::isDropped)
                .containsExactly(
                        tuple("{\"choices\":[1]}", true),
                        tuple("{\"choices\":[2]}", false),
                        tuple("{\"choices\":[3]}", true));
        assertThat(read("{\"choices\":[1]}\n\nData: {\"choices\":[2]}\n\n")).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8BecomeReplacementCharactersBeforeTheyAreRead() {
        byte[] broken = bytes("data: {\"a\":\"?\"}\n\n");
        broken[12] = (byte) 0xFF;
        SseEvent event = SseParser.read(List.of(new TimedBytes(0, broken))).getFirst();
        assertThat(event.json()).hasToString("{\"a\":\"\uFFFD\"}");
    }

    @Test
    void moreThanOneJsonValueIsNotJson() {
        assertThat(read("data: {} {}\n\n").getFirst().json()).isNull();
    }

    @Test
    void anEndlessLineIsStoppedAtANamedBound() {
        var reader = new SseParser(event -> {});
        byte[] chunk = bytes("x".repeat(1 << 20));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        reader.feed(chunk, 0, chunk.length, 0);
                    }
                })
                .isInstanceOf(InputLimits.Exceeded.class)
                .hasMessage("event 0 of the stream is larger than the limit of 8 MiB");
    }

    @Test
    void anEventOfEndlessLinesIsStoppedAtANamedBound() {
        var reader = new SseParser(event -> {});
        byte[] line = bytes("data: " + "x".repeat(1 << 20) + "\n");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        reader.feed(line, 0, line.length, 0);
                    }
                })
                .hasMessage("event 0 of the stream is larger than the limit of 8 MiB");
    }

    @Test
    void anEndlessStreamIsStoppedAtANamedBound() {
        var reader = new SseParser(event -> {});
        byte[] comment = bytes(": " + "x".repeat(1 << 20) + "\n\n");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        reader.feed(comment, 0, comment.length, 0);
                    }
                })
                .hasMessage("the stream is larger than the limit of 16 MiB");
    }

    @Test
    void jsonInAnEventThatIsTooDeepIsStoppedAtANamedBound() {
        assertThatThrownBy(() -> read("data: " + "[".repeat(10_000) + "\n\n"))
                .hasMessage("JSON nested deeper than the limit of 1,000 levels");
    }
}
