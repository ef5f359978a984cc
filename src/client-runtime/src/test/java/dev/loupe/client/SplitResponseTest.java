package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.transport.ResponseHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Any whole response, split into deltas in any way, gives itself back. */
class SplitResponseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void theChunksOfAResponseGiveTheResponse(@ForAll Random random) throws Exception {
        ObjectNode whole = Responses.any(random);
        StringBuilder stream = new StringBuilder();
        List<ObjectNode> chunks = new ResponseSplitter(random).split(whole);
        chunks.forEach(
                chunk -> stream.append("data: ").append(chunk).append(random.nextBoolean() ? "\n\n" : "\r\n\r\n"));
        stream.append("data: [DONE]\n\n");
        ChunkReader<JsonObject, JsonObject> reader = new ChunkReader<>(
                200,
                ResponseHeaders.none(),
                ResponseLimits.DEFAULT,
                new ResponseDecoder<>(JsonObject.TYPES, Clock.systemUTC(), List.of()));
        reader.offer(List.of(ByteBuffer.wrap(stream.toString().getBytes(StandardCharsets.UTF_8))));
        while (!reader.isFinished()) {
            reader.poll();
        }
        JsonNode joined = JSON.readTree(Objects.requireNonNull(reader.partial()).toJson());
        assertThat(joined).as("from %s", stream).isEqualTo(whole);
    }

    /** Makes responses. */
    private static final class Responses {
        static ObjectNode any(Random random) {
            ObjectNode whole = JSON.createObjectNode();
            whole.put("id", "c-" + random.nextInt(100)).put("object", "chat.completion");
            whole.put("created", 1_700_000_000 + random.nextInt(1000)).put("model", "m");
            ArrayNode choices = whole.putArray("choices");
            for (int i = 0; i <= random.nextInt(3); i++) {
                choices.add(choice(random, i));
            }
            if (random.nextBoolean()) {
                whole.putObject("usage")
                        .put("prompt_tokens", 1)
                        .put("completion_tokens", 2)
                        .put("total_tokens", 3);
            }
            if (random.nextBoolean()) {
                whole.putArray("citations").add("https://a").add("https://b");
            }
            return whole;
        }

        private static ObjectNode choice(Random random, int index) {
            ObjectNode choice = JSON.createObjectNode().put("index", index);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            switch (random.nextInt(4)) {
                case 0 -> message.putNull("content");
                case 1 -> message.set("content", parts(random));
                default -> message.put("content", text(random));
            }
            for (String name : List.of("refusal", "reasoning_content", "reasoning")) {
                if (random.nextInt(3) == 0) {
                    message.put(name, text(random));
                }
            }
            if (random.nextInt(3) == 0) {
                message.putObject("audio")
                        .put("id", "a1")
                        .put("data", text(random))
                        .put("transcript", text(random));
            }
            if (random.nextInt(3) == 0) {
                message.putObject("function_call").put("name", "weather").put("arguments", arguments(random));
            }
            if (random.nextBoolean()) {
                ArrayNode calls = message.putArray("tool_calls");
                for (int i = 0; i <= random.nextInt(3); i++) {
                    calls.addObject()
                            .put("id", "t" + i)
                            .put("type", "function")
                            .putObject("function")
                            .put("name", random.nextBoolean() ? "weather" : "time")
                            .put("arguments", arguments(random));
                }
            }
            if (random.nextInt(3) == 0) {
                ArrayNode details = message.putArray("reasoning_details");
                for (int i = 0; i <= random.nextInt(3); i++) {
                    details.addObject()
                            .put("type", "reasoning.text")
                            .put("index", i)
                            .put("text", text(random));
                }
            }
            choice.put("finish_reason", "stop");
            if (random.nextInt(3) == 0) {
                ArrayNode tokens = choice.putObject("logprobs").putArray("content");
                for (int i = 0; i <= random.nextInt(4); i++) {
                    tokens.addObject().put("token", "ha").put("logprob", -0.5);
                }
            }
            return choice;
        }

        private static ArrayNode parts(Random random) {
            ArrayNode parts = JSON.createArrayNode();
            for (int i = 0; i <= random.nextInt(3); i++) {
                parts.addObject().put("type", "text").put("text", text(random));
                parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", "u" + i);
            }
            return parts;
        }

        private static String arguments(Random random) {
            return JSON.createObjectNode()
                    .put("a", text(random))
                    .put("b", random.nextInt())
                    .toString();
        }

        private static String text(Random random) {
            String alphabet = "ab \"\\{}\n\u00fc\u4e16";
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= random.nextInt(12); i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return text.append(random.nextBoolean() ? "haha" : "\ud83d\udc4b").toString();
        }
    }
}
