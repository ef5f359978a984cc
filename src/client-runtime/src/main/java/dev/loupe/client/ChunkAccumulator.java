package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.PieceJoiner.CannotJoin;
import dev.loupe.client.PieceJoiner.Mode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accumulates the chunks of a stream by choice and tool call. */
final class ChunkAccumulator {
    private final ObjectNode whole = ResponseDecoder.TREES.createObjectNode();
    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private final boolean contractHasChoices;
    private boolean usageComplete;
    private boolean hasChunks;
    private @Nullable ObjectNode last;

    /** One choice of a stream. */
    static final class Choice {
        private final ObjectNode message = ResponseDecoder.TREES.createObjectNode();
        private final ObjectNode others = ResponseDecoder.TREES.createObjectNode();
        private final ToolCallJoiner toolCalls = new ToolCallJoiner();
        private boolean finished;

        void addProperty(String name, JsonNode value) {
            switch (name) {
                case "index" -> {
                    // it is the key of this choice
                }
                case "delta" ->
                    PieceJoiner.expectObject(name, value)
                            .properties()
                            .forEach(piece -> addPiece(piece.getKey(), piece.getValue()));
                case "logprobs" -> PieceJoiner.join(others, name, value, Mode.LISTED);
                case "text" -> PieceJoiner.join(others, name, value, Mode.ADDED);
                case "finish_reason" -> finish(value);
                case "message" -> {
                    expectContinued(others.path(name), value);
                    PieceJoiner.join(others, name, value, Mode.REPEATED);
                }
                default -> PieceJoiner.join(others, name, value, Mode.REPEATED);
            }
        }

        /** Fails when a whole message does not continue the one before: it may be a piece, or another message. */
        private static void expectContinued(JsonNode before, JsonNode message) {
            message.properties().forEach(property -> {
                String name = property.getKey();
                String text = property.getValue().textValue();
                String earlier = before.path(name).textValue();
                boolean texts = text != null && earlier != null && PieceJoiner.SENT_IN_PIECES.contains(name);
                if (texts && !text.startsWith(earlier)) {
                    throw new CannotJoin(
                            "the property message." + name + " does not begin with the text of the chunk before");
                }
            });
        }

        private void finish(JsonNode reason) {
            if (!reason.isNull() && !reason.asText().isEmpty()) { // some servers send "" until the end
                others.set("finish_reason", reason);
                finished = true;
            }
        }

        void addPiece(String name, JsonNode piece) {
            if (name.equals("tool_calls") && piece.isContainerNode()) {
                toolCalls.add(piece.isArray() ? piece : message.arrayNode().add(piece));
            } else if (name.equals("function_call") && piece.isObject()) {
                ToolCallJoiner.joinFunction(PieceJoiner.object(message, name), piece);
            } else {
                PieceJoiner.join(message, name, piece, name.equals("logprobs") ? Mode.LISTED : Mode.ADDED);
            }
        }

        ObjectNode json(int index) {
            ObjectNode choice = ResponseDecoder.TREES.createObjectNode().put("index", index);
            ObjectNode complete = choice.putObject("message");
            complete.put("role", "assistant").putNull("content");
            PieceJoiner.finished(message).properties().forEach(property -> {
                if (!property.getValue().isNull() || !complete.has(property.getKey())) {
                    complete.set(property.getKey(), property.getValue());
                }
            });
            if (complete.get("function_call") instanceof ObjectNode call) {
                complete.set("function_call", ToolCallJoiner.function(call));
            }
            if (!toolCalls.isEmpty()) {
                complete.set("tool_calls", toolCalls.json());
            }
            JsonNode rest = PieceJoiner.finished(others);
            if (rest.get("message") instanceof ObjectNode repeated) {
                repeated.properties().forEach(property -> {
                    if (!complete.hasNonNull(property.getKey())) {
                        complete.set(property.getKey(), property.getValue());
                    }
                });
            }
            rest.properties().forEach(property -> choice.putIfAbsent(property.getKey(), property.getValue()));
            return choice;
        }
    }

    /**
     * Begins without chunks.
     *
     * @param choices whether the contract has choices
     */
    ChunkAccumulator(boolean choices) {
        this.contractHasChoices = choices;
    }

    /** Adds a chunk; it may change afterwards. */
    void add(ObjectNode chunk) {
        hasChunks = true;
        if (!contractHasChoices) {
            // events of different types: what they add up to is not in the contract, so the last value of each property
            // counts
            whole.setAll(chunk.deepCopy());
            return;
        }
        last = chunk;
        chunk.properties().forEach(property -> addProperty(property.getKey(), property.getValue()));
    }

    /** Whether this object, maybe with other values, was added last. */
    @SuppressWarnings("ReferenceEquality") // whether it is the object, not whether it is equal
    boolean addedLast(ObjectNode chunk) {
        return last == chunk;
    }

    void addProperty(String name, JsonNode value) {
        switch (name) {
            case "choices" -> addChoices(value);
            case "usage" -> take(value);
            case "id", "model", "created" -> {
                if (!whole.has(name)) {
                    whole.set(name, value);
                }
            }
            default -> PieceJoiner.join(whole, name, value, Mode.REPEATED);
        }
    }

    private void addChoices(JsonNode pieces) {
        if (!pieces.isArray()) {
            PieceJoiner.expectEmpty("choices", "an array", pieces);
        }
        for (int i = 0; i < pieces.size(); i++) {
            JsonNode choice = PieceJoiner.expectObject("choices[]", pieces.get(i));
            if (!choice.isEmpty()) {
                Choice target = choice(choice);
                choice.properties().forEach(property -> target.addProperty(property.getKey(), property.getValue()));
            }
        }
    }

    /** The sum of the choices with the index of this one. */
    Choice choice(JsonNode choice) {
        return choices.computeIfAbsent(choice.path("index").asInt(), index -> new Choice());
    }

    /**
     * The last complete usage counts; some servers send {@code {}} or null afterwards. Usage in parts is merged, and what only an incomplete
     * one has is kept.
     */
    private void take(JsonNode usage) {
        boolean complete = usage.path("prompt_tokens").isNumber()
                && usage.path("completion_tokens").isNumber()
                && usage.path("total_tokens").isNumber();
        if (!complete && whole.get("usage") instanceof ObjectNode known && usage.isObject()) {
            usage.properties().forEach(property -> {
                if (!usageComplete || !known.has(property.getKey())) {
                    PieceJoiner.join(known, property.getKey(), property.getValue(), Mode.REPEATED);
                }
            });
        } else if (!usage.isNull() && (complete || !usageComplete)) {
            if (!replaced(whole.path("usage"), usage)) {
                whole.set("usage", usage.deepCopy());
            }
        }
        usageComplete |= complete;
    }

    /** Puts the values of another object with the same properties into this one, instead of a copy for each chunk; false if it has others. */
    private static boolean replaced(JsonNode known, JsonNode usage) {
        if (!(known instanceof ObjectNode target) || target.size() != usage.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> property : usage.properties()) {
            JsonNode value = property.getValue();
            if (!target.has(property.getKey())) {
                return false;
            }
            if (!value.isContainerNode()) {
                target.set(property.getKey(), value);
            } else if (!replaced(target.path(property.getKey()), value)) {
                target.set(property.getKey(), value.deepCopy());
            }
        }
        return true;
    }

    boolean isEmpty() {
        return !hasChunks;
    }

    /** Whether every choice has a finish reason; without that a stream is not complete. */
    boolean isComplete() {
        if (!contractHasChoices) {
            return true;
        }
        for (Choice choice : choices.values()) {
            if (!choice.finished) {
                return false;
            }
        }
        return !choices.isEmpty();
    }

    /** The JSON of the chunks so far; null without chunks. */
    @Nullable
    ObjectNode partial() {
        if (!hasChunks) {
            return null;
        }
        ObjectNode tree = (ObjectNode) PieceJoiner.finished(whole);
        if (contractHasChoices) {
            tree.put("object", "chat.completion");
            ArrayNode all = tree.putArray("choices");
            choices.forEach((index, choice) -> all.add(choice.json(index)));
        }
        return tree;
    }
}
