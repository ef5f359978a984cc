package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A string or an integer of a {@link SimilarFrame} that may differ. */
final class FrameValue {
    /** The start of its characters in the frame; of a string after the opening quote. */
    final int start;
    /** After its last character; of a string at the closing quote. */
    final int end;

    private final ObjectNode parent;
    private final String name;
    private final JsonNode original;
    private final int token;

    private JsonNode now;
    private boolean differs;
    /** Since it was added to the completion. */
    private boolean changed;
    /** Adds it with each frame; null when it is not an addition. */
    private @Nullable Consumer<JsonNode> addition;
    /** Adds it when it changed; null when the whole frame must be added. */
    private @Nullable Consumer<JsonNode> change;

    FrameValue(ObjectNode parent, String name, JsonNode original, int token, int start, int end) {
        this.parent = parent;
        this.name = name;
        this.original = original;
        this.token = token;
        this.start = start;
        this.end = end;
        this.now = original;
    }

    boolean isText() {
        return original.isTextual();
    }

    /** Puts the value of a frame into the tree and the tokens. */
    void put(JsonNode node, ReplayParser tokens) {
        differs = true;
        replace(node, tokens);
    }

    /** Ends the changes of one frame. */
    @SuppressWarnings("ReferenceEquality") // whether another value was put
    void resetUnlessPut(ReplayParser tokens) {
        if (!differs && now != original) {
            replace(original, tokens);
        }
        differs = false;
    }

    private void replace(JsonNode node, ReplayParser tokens) {
        now = node;
        changed = true;
        parent.set(name, node);
        tokens.replace(token, node);
    }

    /** Finds out how it is added; returns whether it is a text that is added with each frame. */
    boolean plan(RepeatedChunk chunk) {
        addition = chunk.addition(parent, name);
        change = addition == null ? chunk.change(parent, name) : addition;
        return addition != null && isText();
    }

    boolean mustAddWhole() {
        return changed && change == null;
    }

    /**
     * Adds it, unless the whole frame was added.
     *
     * @param last what was added before: values of one property are added once
     */
    @SuppressWarnings("ReferenceEquality") // the same step
    @Nullable
    Consumer<JsonNode> added(boolean byValue, @Nullable Consumer<JsonNode> last) {
        Consumer<JsonNode> step = changed ? change : addition;
        changed = false;
        if (byValue && step != null && step != last) {
            step.accept(now);
        }
        return step == null ? last : step;
    }
}
