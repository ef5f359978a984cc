package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever frames came before: a frame means what it means alone. */
class FrameJsonParserTest {
    private static final String USUAL = frame("{\"content\":\" there\"}");

    private static final List<String> FRAMES = List.of(
            USUAL,
            frame("{\"content\":\" you\"}"),
            frame("{\"content\":\"\"}"),
            frame("{\"content\":\"a much longer text than all before it, and then some\"}"),
            frame("{\"content\":\"caf\u00e9 \uD83D\uDE00\"}"),
            frame("{\"content\":\"two\\nlines \\\"quoted\\\" \\u0041\"}"),
            frame("{\"content\":\" x\",\"refusal\":\"no\"}"),
            frame("{\"content\":\" x\",\"role\":\"assistant\"}"),
            frame("{\"content\" : \" spaced\"}"),
            frame("{\"content\":null}"),
            frame("{\"content\":7}"),
            frame("{\"content\":[{\"content\":\"deep\"}]}"),
            frame("{\"content\":\"first\",\"content\":\"last\"}"),
            frame("{\"other\":{\"a\":{\"b\":1}},\"other\":\"the last counts\"}"),
            frame("{\"other\":[1],\"other\":{}}"),
            frame("{\"content\":\"\\\"\u00e9\"}"),
            frame("{\"other\":{\"content\":\" not this\"},\"content\":\" this\"}"),
            frame("{\"content\":\" this\",\"other\":{\"content\":\" not this\"}}"),
            frame("{\"content\":\" same\",\"other\":{\"content\":\" same\"}}"),
            frame("{\"content\":\" same\",\"other\":{\"content\":\" else\"}}"),
            frame("{}"),
            USUAL.replace("\"index\":0", "\"index\":1"),
            USUAL.replace("}]}", "},{\"index\":1,\"delta\":{\"content\":\" second\"}}]}"),
            USUAL.replace("\"id\":\"a\"", "\"id\":\"b\""),
            USUAL.replace("\"id\":\"a\"", "\"content\":\" outside\""),
            USUAL.replace("null", "\"stop\""),
            " " + USUAL + " ",
            "{\"choices\":[]}",
            "{\"delta\":{\"content\":\" lost\"}}");

    private static String frame(String delta) {
        return "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
    }

    private static ObjectNode read(FrameJsonParser parser, String frame, int offset) throws IOException {
        byte[] bytes = ("#".repeat(offset) + frame + "##").getBytes(StandardCharsets.UTF_8);
        return parser.chunk(bytes, offset, bytes.length - offset - 2);
    }

    @Test
    void aFrameReadsTheSameAfterAnyTwoOthers() throws IOException {
        for (String first : FRAMES) {
            for (String second : FRAMES) {
                FrameJsonParser parser = new FrameJsonParser();
                for (String frame : FRAMES) {
                    for (String next : List.of(first, second, frame)) {
                        ObjectNode chunk = read(parser, next, next.length() % 7);
                        assertThat(chunk)
                                .as("%s after %s, %s", next, first, second)
                                .isEqualTo(JsonCodec.parse(next, JsonCodec::tree));
                        assertThat(parser.read(chunk, JsonObject::read))
                                .isEqualTo(JsonCodec.parse(next, JsonObject::read));
                    }
                }
            }
        }
    }

    @Test
    void textThatClosesItsOwnQuoteIsReadAsProperties() throws IOException {
        FrameJsonParser parser = new FrameJsonParser();
        ObjectNode unused = read(parser, USUAL, 0);
        ObjectNode more = read(parser, frame("{\"content\":\"a\",\"role\":\"tool\"}"), 0);
        assertThat(more.at("/choices/0/delta/content").textValue()).isEqualTo("a");
        assertThat(more.at("/choices/0/delta/role").textValue()).isEqualTo("tool");
    }

    @Test
    void malformedJsonIsRejectedAfterAFrameThatItResembles() throws IOException {
        for (String broken : List.of(
                frame("{\"content\":\"a\\q\"}"),
                frame("{\"content\":\"a\tb\"}"),
                frame("{\"content\":\"a\"b\"}"),
                USUAL + USUAL,
                USUAL.substring(0, USUAL.length() - 1),
                USUAL.substring(0, USUAL.indexOf(" there")))) {
            FrameJsonParser parser = new FrameJsonParser();
            ObjectNode unused = read(parser, USUAL, 0);
            assertThatThrownBy(() -> read(parser, broken, 0)).as(broken).isInstanceOf(JacksonException.class);
        }
        FrameJsonParser parser = new FrameJsonParser();
        ObjectNode unused = read(parser, USUAL, 0);
        byte[] notUtf8 = USUAL.replace("there", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> parser.chunk(notUtf8, 0, notUtf8.length)).isInstanceOf(JacksonException.class);
    }

    @Test
    void aFrameThatDiffersInStringsAndIntegersOnlyIsNotParsedAgain() throws IOException {
        FrameJsonParser parser = new FrameJsonParser();
        String createdAndUsage =
                "{\"id\":\"a\",\"created\":17,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],"
                        + "\"usage\":{\"total_tokens\":9},\"x\":\"p\"}";
        ObjectNode before = read(parser, createdAndUsage, 3);
        String next = createdAndUsage
                .replace("17", "1700")
                .replace("\"Hi\"", "\"\u4f60\u597d\"")
                .replace(":9", ":10")
                .replace("\"p\"", "\"\"");
        ObjectNode first = read(parser, next, 5);
        assertThat(first).isNotSameAs(before).isEqualTo(JsonCodec.parse(next, JsonCodec::tree));
        assertThat(read(parser, createdAndUsage, 1))
                .isSameAs(first)
                .isEqualTo(JsonCodec.parse(createdAndUsage, JsonCodec::tree));
        for (String other : List.of("1.5", "01", "1e3", "-1", "null", "99999999999999999999")) {
            String odd = createdAndUsage.replace("17", other);
            if (other.equals("01")) {
                assertThatThrownBy(() -> read(parser, odd, 0)).isInstanceOf(JacksonException.class);
            } else {
                assertThat(read(parser, odd, 0)).isEqualTo(JsonCodec.parse(odd, JsonCodec::tree));
            }
        }
    }
}
