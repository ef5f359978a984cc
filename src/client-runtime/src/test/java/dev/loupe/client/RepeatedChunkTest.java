package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of one form are added by their values, and the sum is that of whole chunks. */
class RepeatedChunkTest {
    private final FrameJsonParser parser = new FrameJsonParser();
    private final ChunkAccumulator sum = new ChunkAccumulator(true);
    private final ChunkAccumulator expected = new ChunkAccumulator(true);

    private static String frame(String content, String choice, String tier) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}" + choice
                + "}],\"service_tier\":\"" + tier + "\"}";
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) JsonCodec.parse(json, JsonCodec::tree);
    }

    private ObjectNode chunk(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return parser.chunk(bytes, 0, bytes.length);
    }

    private void add(String json) throws IOException {
        parser.add(chunk(json), sum);
        expected.add(tree(json));
        assertThat(sum.partial()).as(json).isEqualTo(expected.partial());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"logprobs\":{\"token\":\"%\"}",
                ",\"logprobs\":\"%\"",
                ",\"text\":\"%\"",
                ",\"seen\":\"%\"},{\"index\":0,\"delta\":{},\"seen\":\"z\"",
                "},{\"index\":0,\"delta\":{\"content\":\"%\"},\"seen\":\"z\"",
                ",\"seen\":\"%\",\"vendor\":{\"a\":\"%\",\"b\":{}}",
            })
    void eachChunkCounts(String choice) throws IOException {
        for (String value : List.of("a", "a", "a", "a", "b", "b", "a", "c")) {
            add(frame(" x", choice.replace("%", value), "t"));
        }
    }

    @Test
    void aValueThatDidNotChangeIsAddedAfterAnotherChunk() throws IOException {
        add(frame("one", "", "first"));
        add(frame("two", ",\"seen\":1", "second"));
        add(frame("three", "", "first"));
    }

    @Test
    void aValueThatDidNotChangeIsAddedAfterAChunkOfAnotherParser() throws IOException {
        for (int i = 0; i < 4; i++) {
            add(frame("one", "", "first"));
        }
        sum.add(tree(frame("two", "", "second")));
        expected.add(tree(frame("two", "", "second")));
        add(frame("three", "", "first"));
    }

    @Test
    void theChangedValuesOfOnePropertyAreAddedOnce() {
        ObjectNode chunk = tree("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":2}}");
        sum.add(chunk);
        ObjectNode usage = (ObjectNode) chunk.get("usage");
        ReplayParser tokens = new ReplayParser();
        tokens.add(JsonToken.VALUE_NUMBER_INT, usage.get("prompt_tokens"));
        RepeatedChunk repeated = new RepeatedChunk(chunk, sum);
        Consumer<JsonNode> last = null;
        for (String name : List.of("prompt_tokens", "total_tokens")) {
            FrameValue value = new FrameValue(usage, name, usage.get(name), 0, 0, 0);
            assertThat(value.plan(repeated)).isFalse();
            value.put(IntNode.valueOf(7), tokens);
            last = value.added(true, last);
        }
        assertThat(Objects.requireNonNull(sum.partial()).get("usage"))
                .isEqualTo(tree("{\"prompt_tokens\":7,\"total_tokens\":2}"));
    }
}
