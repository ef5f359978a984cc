package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.GeneratedLogprobs;
import dev.loupe.serve.model.Tokenizer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Faults of log probabilities. No bundled contract has a parameter for them, so each fault sends them unrequested, in
 * non-streaming responses; all but one also make them invalid.
 */
final class LogprobsFaults {
    private LogprobsFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "logprobs.bytes-shifted",
                        "sends unrequested logprobs with bytes that differ from the token",
                        unrequested(
                                0,
                                entry -> entry.putArray("bytes").add(33).add(33).add(33)),
                        "logprobs.bytes-are-utf8",
                        "logprobs.iff-asked"),
                Fault.response(
                        "logprobs.positive",
                        "sends unrequested logprobs, one of them above 0",
                        unrequested(0, entry -> entry.put("logprob", 0.5)),
                        "logprobs.not-positive",
                        "logprobs.iff-asked"),
                Fault.response(
                        "logprobs.token-lost",
                        "sends unrequested logprobs without those of the last token",
                        ResponseEdits.choices(LogprobsFaults::withoutLast),
                        "logprobs.tokens-join",
                        "logprobs.iff-asked"),
                Fault.response(
                        "logprobs.too-many-alternatives",
                        "sends unrequested logprobs with unrequested alternatives",
                        unrequested(3, entry -> {}),
                        "logprobs.top-count",
                        "logprobs.iff-asked"),
                Fault.response(
                        "logprobs.unasked",
                        "sends unrequested logprobs",
                        unrequested(0, entry -> {}),
                        "logprobs.iff-asked"));
    }

    private static ResponseTransformation unrequested(int top, Consumer<ObjectNode> change) {
        return ResponseEdits.choices(choice -> {
            ObjectNode logprobs = logprobs(choice, top);
            if (logprobs.at("/content/0") instanceof ObjectNode first) {
                change.accept(first);
            }
        });
    }

    private static void withoutLast(ObjectNode choice) {
        ArrayNode content = (ArrayNode) logprobs(choice, 0).path("content");
        if (!content.isEmpty()) {
            content.remove(content.size() - 1);
        }
    }

    private static ObjectNode logprobs(ObjectNode choice, int top) {
        JsonNode text = choice.path("message").path("content");
        ObjectNode logprobs = GeneratedLogprobs.of(Tokenizer.tokens(text.asText("")), top);
        choice.set("logprobs", logprobs);
        return logprobs;
    }
}
