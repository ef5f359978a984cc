package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A response without its content. */
public record ResponseSummary(
        Optional<String> id,
        Optional<String> model,
        List<String> finishReasons,
        OptionalLong inputTokens,
        OptionalLong outputTokens) {
    public ResponseSummary {
        finishReasons = List.copyOf(finishReasons);
    }

    /** Of a complete response. */
    public static ResponseSummary of(ApiObject response) {
        JsonNode tree = ResponseDecoder.TREES.valueToTree(response);
        List<String> reasons = new ArrayList<>();
        for (JsonNode choice : tree.path("choices")) {
            if (choice.path("finish_reason").isTextual()) {
                reasons.add(choice.path("finish_reason").textValue());
            }
        }
        JsonNode usage = tree.path("usage");
        return new ResponseSummary(
                Optional.ofNullable(tree.path("id").textValue()),
                Optional.ofNullable(tree.path("model").textValue()),
                reasons,
                count(usage, "prompt_tokens", "input_tokens"),
                count(usage, "completion_tokens", "output_tokens"));
    }

    private static OptionalLong count(JsonNode usage, String name, String otherName) {
        JsonNode count = usage.has(name) ? usage.path(name) : usage.path(otherName);
        return count.isNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
    }
}
