package dev.loupe.gemma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.PieceJoiner.Mode;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.ChunkDelta;
import dev.loupe.gemma.model.FinishReason;
import dev.loupe.gemma.model.Role;
import dev.loupe.gemma.model.ToolCallDelta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accumulates one choice of a stream. Text has a fast path; {@link PieceJoiner} joins everything else. */
final class ChoiceAccumulator {
    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final ToolCallJoiner toolCalls = new ToolCallJoiner();
    private final ObjectNode message = ResponseDecoder.TREES.createObjectNode();
    private final ObjectNode extras = ResponseDecoder.TREES.createObjectNode();
    private boolean hasContent;
    /** Once the content is a list of parts, it is in {@link #message}. */
    private boolean hasParts;

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
        choice.logprobs()
                .ifPresent(more -> PieceJoiner.join(extras, "logprobs", ResponseDecoder.tree(more), Mode.LISTED));
        String reason = choice.finishReason().map(FinishReason::value).orElse(null);
        if (reason != null && !reason.isEmpty()) { // some servers send "" until the end
            finishReason = reason;
        }
        if (choice.hasExtras()) {
            choice.extras()
                    .forEach((name, value) ->
                            PieceJoiner.join(extras, name, value, name.equals("text") ? Mode.ADDED : Mode.REPEATED));
        }
    }

    private void add(ChunkDelta delta) {
        String text = delta.content().orElse(null);
        if (text != null && !(delta.hasExtras() && delta.extra("content").isPresent())) { // else the text of parts
            addText(text);
        }
        delta.refusal().ifPresent(refusal -> join("refusal", refusal));
        role = role == null
                ? ChunkAccumulator.nonEmpty(delta.role().map(Role::value).orElse(null))
                : role;
        List<ToolCallDelta> calls = delta.toolCalls();
        if (!calls.isEmpty()) {
            toolCalls.add(ResponseDecoder.tree(calls));
        }
        if (delta.hasExtras()) {
            delta.extras().forEach(this::addExtra);
        }
    }

    private void addText(String text) {
        hasContent = true;
        if (hasParts) {
            PieceJoiner.join(message, "content", message.textNode(text), Mode.ADDED);
        } else {
            content.append(text);
        }
    }

    private void addExtra(String name, JsonNode value) {
        switch (name) {
            case "content" -> addParts(value);
            case "function_call" -> {
                if (value.isObject()) {
                    ToolCallJoiner.joinFunction(PieceJoiner.object(message, name), value);
                } else {
                    PieceJoiner.join(message, name, value, Mode.ADDED);
                }
            }
            default -> PieceJoiner.join(message, name, value, Mode.ADDED);
        }
    }

    private void addParts(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!hasParts && content.length() > 0) {
            message.put("content", content.toString());
        }
        hasParts = true;
        PieceJoiner.join(message, "content", value, Mode.ADDED);
    }

    private void join(String name, String piece) {
        PieceJoiner.join(message, name, message.textNode(piece), Mode.ADDED);
    }

    ObjectNode json() {
        ObjectNode choice = ResponseDecoder.TREES.createObjectNode();
        choice.put("index", index);
        ObjectNode whole = choice.putObject("message");
        whole.put("role", role == null ? "assistant" : role);
        if (!hasParts) {
            whole.put("content", hasContent ? content.toString() : null);
        }
        PieceJoiner.finished(message).properties().forEach(property -> {
            if (!property.getValue().isNull() || !whole.has(property.getKey())) {
                whole.set(property.getKey(), property.getValue());
            }
        });
        if (whole.get("function_call") instanceof ObjectNode call) {
            whole.set("function_call", ToolCallJoiner.function(call));
        }
        if (!toolCalls.isEmpty()) {
            whole.set("tool_calls", toolCalls.json());
        }
        if (finishReason != null) {
            choice.put("finish_reason", finishReason);
        }
        JsonNode others = PieceJoiner.finished(extras);
        if (others.get("message")
                instanceof ObjectNode repeated) { // some servers send the message so far with each chunk
            repeated.properties().forEach(property -> whole.putIfAbsent(property.getKey(), property.getValue()));
        }
        others.properties().forEach(extra -> choice.putIfAbsent(extra.getKey(), extra.getValue()));
        return choice;
    }
}
