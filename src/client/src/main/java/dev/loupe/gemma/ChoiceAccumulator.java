package dev.loupe.gemma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.ChunkDelta;
import dev.loupe.gemma.model.FinishReason;
import dev.loupe.gemma.model.Role;
import dev.loupe.gemma.model.ToolCallDelta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accumulates one choice of a stream. */
final class ChoiceAccumulator {
    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<ToolCallAccumulator> toolCalls = new ArrayList<>(0);
    private final ObjectNode messageExtras = ResponseDecoder.TREES.createObjectNode();
    private final ObjectNode extras = ResponseDecoder.TREES.createObjectNode();
    private @Nullable ObjectNode logprobs;
    private boolean hasContent;
    private @Nullable String role;
    private @Nullable String finishReason;

    ChoiceAccumulator(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    void add(ChunkChoice choice) {
        ChunkDelta delta = choice.delta().orElse(null);
        if (delta != null) {
            add(delta);
        }
        choice.logprobs().ifPresent(more -> addLogprobs(ResponseDecoder.tree(more.toJson())));
        String reason = choice.finishReason().map(FinishReason::value).orElse(null);
        if (reason != null && !reason.isEmpty()) { // some servers send "" until the end
            finishReason = reason;
        }
        ExtraProperties.merge(extras, choice);
    }

    private void add(ChunkDelta delta) {
        String text = delta.content().orElse(null);
        if (text != null) {
            hasContent = true;
            content.append(text);
        }
        String refused = delta.refusal().orElse(null);
        if (refused != null) {
            refusal.append(refused);
        }
        role = role == null
                ? ChunkAccumulator.nonEmpty(delta.role().map(Role::value).orElse(null))
                : role;
        for (ToolCallDelta call : delta.toolCalls()) {
            toolCall(call).add(call);
        }
        ExtraProperties.merge(messageExtras, delta);
    }

    /**
     * The call that a delta belongs to: the one with its index, or the last one when it has no index. A delta with another ID and a name
     * begins a new call anyway, because some servers number every call 0.
     */
    private ToolCallAccumulator toolCall(ToolCallDelta delta) {
        ToolCallAccumulator found = null;
        for (ToolCallAccumulator call : toolCalls) {
            if (delta.index().isEmpty() || call.index() == delta.index().getAsLong()) {
                found = call;
            }
        }
        if (found == null || found.isDifferentCall(delta)) {
            found = new ToolCallAccumulator(delta.index().orElse(toolCalls.size()));
            toolCalls.add(found);
        }
        return found;
    }

    private void addLogprobs(@Nullable JsonNode logprobsDelta) {
        if (!(logprobsDelta instanceof ObjectNode more)) {
            return;
        }
        if (logprobs == null) {
            logprobs = more;
            return;
        }
        ObjectNode sum = logprobs;
        more.properties().forEach(property -> {
            if (sum.get(property.getKey()) instanceof ArrayNode before
                    && property.getValue() instanceof ArrayNode after) {
                before.addAll(after);
            } else if (!property.getValue().isNull()) {
                sum.set(property.getKey(), property.getValue());
            }
        });
    }

    ObjectNode json() {
        ObjectNode choice = ResponseDecoder.TREES.createObjectNode();
        choice.put("index", index);
        ObjectNode message = choice.putObject("message");
        message.put("role", role == null ? "assistant" : role);
        message.put("content", hasContent ? content.toString() : null);
        if (refusal.length() > 0) {
            message.put("refusal", refusal.toString());
        }
        if (!toolCalls.isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            toolCalls.forEach(call -> calls.add(call.json()));
        }
        messageExtras.properties().forEach(extra -> message.putIfAbsent(extra.getKey(), extra.getValue()));
        if (finishReason != null) {
            choice.put("finish_reason", finishReason);
        }
        if (logprobs != null) {
            choice.set("logprobs", logprobs);
        }
        extras.properties().forEach(extra -> choice.putIfAbsent(extra.getKey(), extra.getValue()));
        return choice;
    }
}
