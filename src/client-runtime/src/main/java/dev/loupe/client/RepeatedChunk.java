package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a chunk is added that was added before with other values: what it adds each time, and what changed. Everything else stays as it is. */
final class RepeatedChunk {
    /** The properties of a choice that are added each time. */
    private static final Set<String> ADDED = Set.of("text", "logprobs");

    private final ObjectNode chunk;
    private final ChunkAccumulator sum;
    /** The steps that add the whole value of a property. */
    private final Map<String, Consumer<JsonNode>> whole = new HashMap<>();

    RepeatedChunk(ObjectNode chunk, ChunkAccumulator sum) {
        this.chunk = chunk;
        this.sum = sum;
    }

    /** Whether nothing but text of the deltas is added each time, and no two choices are one. Items of arrays may be added each time. */
    boolean isPlain() {
        for (Map.Entry<String, JsonNode> property : chunk.properties()) {
            boolean choices = property.getKey().equals("choices");
            if (!choices && hasItems(property.getValue())) {
                return false;
            }
        }
        Set<Integer> indexes = new HashSet<>();
        for (JsonNode choice : chunk.path("choices")) {
            if (!indexes.add(choice.path("index").asInt())) {
                return false;
            }
            for (Map.Entry<String, JsonNode> property : choice.properties()) {
                boolean delta = property.getKey().equals("delta");
                boolean added = ADDED.contains(property.getKey())
                        && !property.getValue().isNull();
                if (added || hasItems(property.getValue()) || (delta && hasObject(property.getValue()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasItems(JsonNode value) {
        if (value.isArray()) {
            return !value.isEmpty();
        }
        for (JsonNode child : value) {
            if (hasItems(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasObject(JsonNode delta) {
        for (JsonNode piece : delta) {
            if (piece.isObject()) {
                return true;
            }
        }
        return false;
    }

    /** The number of texts that the chunk adds each time. */
    int texts() {
        int texts = 0;
        for (JsonNode choice : chunk.path("choices")) {
            for (JsonNode piece : choice.path("delta")) {
                texts += piece.isTextual() ? 1 : 0;
            }
        }
        return texts;
    }

    /** Adds a value of a delta each time; null for any other value. */
    @SuppressWarnings("ReferenceEquality") // whether it is the object in the chunk
    @Nullable
    Consumer<JsonNode> addition(ObjectNode parent, String name) {
        for (JsonNode choice : chunk.path("choices")) {
            if (parent == choice.get("delta")) {
                return piece -> sum.choice(choice).addPiece(name, piece);
            }
        }
        return null;
    }

    /** Adds a value when it changed; null when the whole chunk must be added again. */
    @SuppressWarnings("ReferenceEquality") // whether it is the object in the chunk
    @Nullable
    Consumer<JsonNode> change(ObjectNode parent, String name) {
        if (parent == chunk) {
            return value -> sum.addProperty(name, value);
        }
        for (JsonNode choice : chunk.path("choices")) {
            if (parent == choice) {
                return name.equals("index") ? null : value -> sum.choice(choice).addProperty(name, value);
            }
        }
        for (Map.Entry<String, JsonNode> property : chunk.properties()) {
            boolean inside = property.getValue() == parent
                    || property.getValue().findParents(name).stream().anyMatch(found -> found == parent);
            if (inside && property.getValue().isObject()) {
                return whole.computeIfAbsent(
                        property.getKey(), key -> value -> sum.addProperty(key, property.getValue()));
            }
        }
        return null;
    }
}
