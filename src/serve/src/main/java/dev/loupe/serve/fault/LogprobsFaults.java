package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.GeneratedLogprobs;
import dev.loupe.serve.model.Tokenizer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Faults of log probabilities. No contract here lets a caller ask for them, so each gives them unasked, in one piece, and
 * all but the first also spoil them.
 */
final class LogprobsFaults {
    private LogprobsFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.answer(
                        "logprobs.bytes-shifted",
                        "gives unasked logprobs, with bytes that are not the token's",
                        unasked(
                                0,
                                entry -> entry.putArray("bytes").add(33).add(33).add(33)),
                        "logprobs.bytes-are-utf8",
                        "logprobs.iff-asked"),
                Fault.answer(
                        "logprobs.positive",
                        "gives unasked logprobs, one of them above 0",
                        unasked(0, entry -> entry.put("logprob", 0.5)),
                        "logprobs.not-positive",
                        "logprobs.iff-asked"),
                Fault.answer(
                        "logprobs.token-lost",
                        "gives unasked logprobs, without those of the last token",
                        ResponseEdits.choices(LogprobsFaults::withoutLast),
                        "logprobs.tokens-join",
                        "logprobs.iff-asked"),
                Fault.answer(
                        "logprobs.too-many-alternatives",
                        "gives unasked logprobs, with alternatives that nobody asked for either",
                        unasked(3, entry -> {}),
                        "logprobs.top-count",
                        "logprobs.iff-asked"),
                Fault.answer(
                        "logprobs.unasked",
                        "gives logprobs that were not asked for",
                        unasked(0, entry -> {}),
                        "logprobs.iff-asked"));
    }

    private static ResponseTransformation unasked(int top, Consumer<ObjectNode> change) {
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
