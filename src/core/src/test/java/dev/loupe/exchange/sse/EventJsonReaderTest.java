package dev.loupe.exchange.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.ByteSlice;
import dev.loupe.exchange.text.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventJsonReaderTest {
    private static final String[] CHUNKS = {
        """
        {"id":"c-1","created":17,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
        """
        {"id":"c-1","created":17,"choices":[{"index":0,"delta":{"content":"W"},"logprobs":null,"finish_reason":"W"}]}""",
        """
        { "id" : "c-1", "choices" : [ {"index":1, "delta" : {"content" : "W" , "x" : {"W":"W"} } } ] , "usage" : {} }""",
        """
        {"id":"W","choices":[],"usage":{"prompt_tokens":1,"cost":1.10},"obfuscation":"W"}""",
        """
        {"a":1,"b":"W","a":"W"}""",
        """
        ["W",["W"],[],"W",{"a":"W"}]""",
        "\"W\"",
        "{}",
    };

    private static final String[] WORDS = {
        "",
        " Da",
        "stop",
        "é",
        "😀",
        "\\n",
        "\\\"",
        "\\\\",
        "\\u00e9",
        "\\ud83d",
        "\\u12",
        "\\x",
        "\\",
        "\"",
        "\n",
        "\u0001",
        "\u007f",
        "\",\"y\":\"",
        "{}",
        "[DONE]",
        "null",
        "\u2028",
        " long enough to fill more than one word of eight bytes",
    };

    @Property(tries = 1_000)
    void framesReadLikeThoseBeforeThemAreWhatTheParserMakesOfThem(@ForAll long seed) {
        Random random = new Random(seed);
        EventJsonReader frames = new EventJsonReader();
        for (int i = 0; i < 40; i++) {
            byte[] bytes = frame(random).getBytes(StandardCharsets.UTF_8);
            JsonNode alone = StrictJson.parseOrNull(bytes, StrictJson.DuplicateKeys.LAST);
            assertSame(frames.parseOrNull(within(bytes, random.nextInt(9))), alone, bytes);
        }
    }

    @Property(tries = 200)
    void aStreamReadAsOneIsItsFramesReadAlone(@ForAll long seed) {
        Random random = new Random(seed);
        List<JsonNode> alone = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            // without line feeds, which end a line of data, and never empty, which is no event
            String frame = frame(random).replaceAll("\n", "") + " ";
            stream.append("data: ").append(frame).append("\n\n");
            alone.add(StrictJson.parseOrNull(frame.getBytes(StandardCharsets.UTF_8), StrictJson.DuplicateKeys.LAST));
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        List<SseEvent> events = SseParser.read(List.of(new TimedBytes(0, bytes)));
        assertThat(events).extracting(SseEvent::json).isEqualTo(alone);
    }

    @Test
    void equalValuesOfSuccessiveFramesAreShared() {
        EventJsonReader frames = new EventJsonReader();
        JsonNode first = frames.parseOrNull(chunk("\" a\"", 1));
        JsonNode second = frames.parseOrNull(chunk("\" b\\n\"", 1));
        JsonNode again = frames.parseOrNull(chunk("\" a\"", 1));
        JsonNode number = frames.parseOrNull(chunk("\" a\"", 2));

        assertThat(second.at("/delta/content").textValue()).isEqualTo(" b\n");
        assertThat(second.get("usage")).isSameAs(first.get("usage"));
        assertThat(again).isSameAs(first);
        assertThat(number.at("/usage/total").intValue()).isEqualTo(2);
    }

    @Test
    void aStreamWhoseNumbersChangeInEveryFrameIsReadAllTheSame() {
        EventJsonReader frames = new EventJsonReader();
        for (int i = 0; i < 100; i++) {
            assertThat(frames.parseOrNull(chunk("\"x\"", i)).at("/usage/total").intValue())
                    .isEqualTo(i);
        }
    }

    private static ByteSlice chunk(String content, int total) {
        String text = "{\"delta\":{\"content\":" + content + "},\"usage\":{\"total\":" + total + "}}";
        return within(text.getBytes(StandardCharsets.UTF_8), 3);
    }

    /** Numbers, literals and the order of properties are those of the parser, too: their JSON is the same. */
    private static void assertSame(@Nullable JsonNode read, @Nullable JsonNode alone, byte[] bytes) {
        String frame = new String(bytes, StandardCharsets.UTF_8);
        assertThat(read).as(frame).isEqualTo(alone);
        assertThat(alone).as(frame).isEqualTo(read);
        assertThat(String.valueOf(read)).as(frame).isEqualTo(String.valueOf(alone));
        if (read != null && alone != null) {
            assertThat(read.hashCode()).isEqualTo(alone.hashCode());
            assertThat(read.<JsonNode>deepCopy().toString()).isEqualTo(alone.toString());
        }
    }

    /** A chunk with other words, now and then with a byte more, less or changed. */
    private static String frame(Random random) {
        String[] parts = CHUNKS[random.nextInt(CHUNKS.length)].split("W", -1);
        StringBuilder frame = new StringBuilder(parts[0]);
        boolean harmless = random.nextBoolean();
        for (int i = 1; i < parts.length; i++) {
            frame.append(WORDS[random.nextInt(harmless ? 9 : WORDS.length)]).append(parts[i]);
        }
        if (random.nextInt(6) == 0) {
            int at = random.nextInt(frame.length());
            switch (random.nextInt(3)) {
                case 0 -> frame.deleteCharAt(at);
                case 1 -> frame.insert(at, "\"\\{}:,0n ".charAt(random.nextInt(9)));
                default -> frame.setLength(at);
            }
        }
        return frame.toString();
    }

    /** Among other bytes, as in the buffer of a reader. */
    private static ByteSlice within(byte[] bytes, int before) {
        byte[] around = new byte[bytes.length + before + 4];
        java.util.Arrays.fill(around, (byte) '"');
        System.arraycopy(bytes, 0, around, before, bytes.length);
        return new ByteSlice(around, before, before + bytes.length);
    }
}
