package dev.loupe.gemma.quarkus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes event streams of which a plain parse of their frames gives the chunks. */
final class RandomStreams {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "Hi",
            " word",
            "\u00fcber",
            "\u4f60\u597d",
            "\uD83D\uDE00",
            "\"",
            "\\",
            "\n",
            "{\"a\":1}",
            "</s>",
            "data: x",
            "\u2028",
            "\\u0041");

    private final Random random;

    RandomStreams(Random random) {
        this.random = random;
    }

    /**
     * A stream.
     *
     * @param frames the JSON of its chunks
     * @param text what the deltas of the first choice add up to
     */
    record Sample(List<String> frames, String text, ByteBuffer bytes) {}

    Sample next() {
        List<String> frames = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String id = "c-" + random.nextInt(1000);
        boolean created = random.nextBoolean();
        boolean usage = random.nextInt(3) == 0;
        boolean unknown = random.nextInt(3) == 0;
        int length = 1 + random.nextInt(30);
        for (int i = 0; i < length; i++) {
            ObjectNode chunk = chunk(id, created ? 1_700_000_000L + i : 17);
            String piece = piece();
            ObjectNode choice = (ObjectNode) chunk.at("/choices/0");
            ObjectNode delta = choice.putObject("delta");
            if (i == 0 || random.nextInt(20) == 0) {
                delta.put("role", "assistant");
            }
            if (random.nextInt(15) == 0) {
                delta.putNull("content");
            } else {
                delta.put("content", piece);
                text.append(piece);
            }
            if (random.nextInt(10) == 0) {
                delta.put("reasoning", piece());
            }
            choice.putNull("finish_reason");
            if (usage) {
                chunk.putObject("usage")
                        .put("prompt_tokens", 5)
                        .put("completion_tokens", i)
                        .put("total_tokens", 5 + i);
            }
            if (unknown) {
                chunk.put("x", piece()).put("n", random.nextInt(200) - 100).put("f", random.nextInt(9) / 8.0);
            }
            frames.add(chunk.toString());
        }
        ObjectNode last = chunk(id, 17);
        ((ObjectNode) last.at("/choices/0")).put("finish_reason", "stop").putObject("delta");
        frames.add(last.toString());
        return new Sample(frames, text.toString(), ByteBuffer.wrap(bytes(frames)));
    }

    private static ObjectNode chunk(String id, long created) {
        ObjectNode chunk = JSON.createObjectNode().put("id", id).put("object", "chat.completion.chunk");
        chunk.put("created", created)
                .put("model", "m")
                .putArray("choices")
                .addObject()
                .put("index", 0);
        return chunk;
    }

    private String piece() {
        return random.nextInt(3) > 0 ? " w" + random.nextInt(50) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private byte[] bytes(List<String> frames) {
        StringBuilder stream = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
        for (String frame : frames) {
            switch (random.nextInt(12)) {
                case 0 -> stream.append(": comment\n\n");
                case 1 -> stream.append("event: ping\ndata: {}\n\n");
                case 2 -> stream.append("id: 7\nretry: 10\n");
                default -> {
                    // the frame follows at once
                }
            }
            String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
            if (random.nextInt(8) == 0) { // two lines of data, split where JSON allows white space
                int at = frame.indexOf(",\"object\"") + 1;
                stream.append("data: ").append(frame, 0, at).append(end);
                stream.append("data: ").append(frame, at, frame.length());
            } else {
                stream.append(random.nextBoolean() ? "data: " : "data:").append(frame);
            }
            stream.append(end).append(end);
        }
        return stream.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
