package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.gemma.model.ChatCompletionChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A chunk is read and added as if no frame like it came before, whatever of it is read again. */
class SimilarChunksTest {
    private static final List<String> TEXTS =
            List.of("\"\"", "\" a\"", "\" word\"", "\"\u00e9 longer than the others\"");
    private static final List<String> NUMBERS = List.of("0", "7", "1749195015");
    /** Values for which a frame is parsed, or which become extras. */
    private static final List<String> ODD = List.of("\"two\\nlines\"", "17491950150000001", "7.5", "null");

    private final Random random = new Random(16);

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String maybe(String json) {
        return random.nextInt(4) == 0 ? json : "";
    }

    /** A frame without the values that differ. */
    private String template() {
        String usage = ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":%N,\"total_tokens\":%N"
                + maybe(",\"prompt_tokens_details\":{\"cached_tokens\":%N,\"more\":%T}")
                + maybe(",\"cost\":%N") + "}";
        String choice = "{\"index\":0,\"delta\":{\"content\":%T" + maybe(",\"role\":\"assistant\"")
                + maybe(",\"reasoning_content\":%T")
                + maybe(",\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":%T}}]")
                + "}" + maybe(random.nextBoolean() ? ",\"logprobs\":null" : ",\"logprobs\":{\"token\":%T}")
                + maybe(",\"vendor\":{\"a\":[%N],\"b\":%T}") + maybe(",\"seen\":%T")
                + ",\"finish_reason\":" + (random.nextInt(6) == 0 ? "\"stop\"" : "null") + "}";
        String second =
                maybe("," + choice.replace("\"index\":0", random.nextInt(4) == 0 ? "\"index\":0" : "\"index\":%I"));
        return "{" + maybe("\"obfuscation\":%T,") + "\"id\":\"x\",\"created\":%N" + maybe(",\"model\":%T")
                + ",\"choices\":["
                + choice + second + "]" + maybe(usage) + maybe(",\"service_tier\":%T") + maybe(",\"citations\":[%T]")
                + ",\"system_fingerprint\":%T}";
    }

    private String frame(String template) {
        StringBuilder frame = new StringBuilder(template);
        for (int at = frame.indexOf("%"); at >= 0; at = frame.indexOf("%")) {
            char kind = frame.charAt(at + 1);
            List<String> usual = kind == 'T' ? TEXTS : kind == 'N' ? NUMBERS : List.of("1", "2");
            String value = kind != 'I' && random.nextInt(40) == 0 ? one(ODD) : one(usual);
            frame.replace(at, at + 2, value);
        }
        return frame.toString();
    }

    @Test
    void framesOfFewFormsAreReadAndAddedAsIfTheyWereAlone() throws IOException {
        for (int stream = 0; stream < 400; stream++) {
            List<String> templates = List.of(template(), template());
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                frames.add(frame(templates.get(random.nextInt(8) / 7)));
            }
            FrameJsonParser parser = new FrameJsonParser();
            ChunkAccumulator sum = new ChunkAccumulator(true);
            ChunkAccumulator expected = new ChunkAccumulator(true);
            for (String frame : frames) {
                ObjectNode chunk = chunk(parser, frame);
                boolean failed = false;
                try {
                    expected.add((ObjectNode) JsonCodec.parse(frame, JsonCodec::tree));
                } catch (PieceJoiner.CannotJoin cannot) {
                    failed = true;
                }
                if (failed) {
                    break;
                }
                parser.add(chunk, sum);
                ChatCompletionChunk read = parser.read(chunk, ChatCompletionChunk::read);
                ChatCompletionChunk alone = ChatCompletionChunk.fromJson(frame);
                assertThat(read).as("%s%nof %s", frame, frames).isEqualTo(alone);
                assertThat(read.toJson()).as("%s%nof %s", frame, frames).isEqualTo(alone.toJson());
                assertThat(sum.partial()).as("%s%nof %s", frame, frames).isEqualTo(expected.partial());
                assertThat(sum.isComplete()).isEqualTo(expected.isComplete());
            }
        }
    }

    @Test
    void anObjectWhoseChangeWasNotReadIsReadAgain() throws IOException {
        String frame = "{\"id\":\"x\",\"model\":\"%s\",\"service_tier\":\"%s\"}";
        FrameJsonParser parser = new FrameJsonParser();
        for (String model : List.of("one", "two")) {
            ChatCompletionChunk unused =
                    parser.read(chunk(parser, frame.formatted(model, "a")), ChatCompletionChunk::read);
        }
        assertThat(parser.read(chunk(parser, frame.formatted("one", "a")), JsonCodec::tree)
                        .path("model")
                        .textValue())
                .isEqualTo("one");
        String last = frame.formatted("one", "b");
        assertThat(parser.read(chunk(parser, last), ChatCompletionChunk::read).toJson())
                .isEqualTo(ChatCompletionChunk.fromJson(last).toJson());
    }

    private static ObjectNode chunk(FrameJsonParser parser, String frame) throws IOException {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        return parser.chunk(bytes, 0, bytes.length);
    }
}
