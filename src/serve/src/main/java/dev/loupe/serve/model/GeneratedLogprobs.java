package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Synthetic log probabilities: valid in form and deterministic. */
public final class GeneratedLogprobs {
    private GeneratedLogprobs() {}

    /** The {@code logprobs} of a choice or, for one token, of a chunk. */
    public static ObjectNode of(List<String> tokens, int top) {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ArrayNode content = logprobs.putArray("content");
        for (String token : tokens) {
            ObjectNode entry = entry(token, 0);
            ArrayNode others = entry.putArray("top_logprobs");
            for (int rank = 0; rank < top; rank++) {
                others.add(entry(rank == 0 ? token : token + rank, rank));
            }
            content.add(entry);
        }
        logprobs.putArray("refusal");
        return logprobs;
    }

    private static ObjectNode entry(String token, int rank) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("token", token).put("logprob", -0.25 * (rank + 1) - Math.floorMod(token.hashCode(), 100) / 1000.0);
        ArrayNode bytes = entry.putArray("bytes");
        for (byte each : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xff);
        }
        return entry;
    }
}
