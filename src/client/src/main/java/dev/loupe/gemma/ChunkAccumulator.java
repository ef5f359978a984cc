package dev.loupe.gemma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accumulates the chunks of a stream by choice and tool call. Cheap for each chunk; the JSON is built at the end. */
final class ChunkAccumulator {
    private final List<ChoiceAccumulator> choices = new ArrayList<>(1);
    private final ObjectNode extras = ResponseDecoder.TREES.createObjectNode();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable JsonNode created;
    private @Nullable Usage usage;
    private boolean usageComplete;
    private boolean hasChunks;

    void add(ChatCompletionChunk chunk) {
        hasChunks = true;
        id = id == null ? nonEmpty(chunk.id().orElse(null)) : id;
        model = model == null ? nonEmpty(chunk.model().orElse(null)) : model;
        if (created == null && chunk.created().isPresent()) {
            created = number(chunk.created().getAsDouble());
        }
        chunk.usage().ifPresent(this::take);
        chunk.serviceTier().ifPresent(tier -> extras.put("service_tier", tier.value()));
        if (chunk.hasExtras()) {
            chunk.extras().forEach((name, value) -> PieceJoiner.join(extras, name, value, PieceJoiner.Mode.REPEATED));
        }
        for (ChunkChoice choice : chunk.choices()) {
            choice((int) choice.index().orElse(0)).add(choice);
        }
    }

    boolean isEmpty() {
        return !hasChunks;
    }

    /** Whether every choice has a finish reason; without that a stream is not complete. */
    boolean isComplete() {
        if (choices.isEmpty()) {
            return false;
        }
        for (ChoiceAccumulator choice : choices) {
            if (!choice.isFinished()) {
                return false;
            }
        }
        return true;
    }

    /** The completion of the chunks so far; null without chunks. */
    @Nullable
    ChatCompletion partial() {
        if (!hasChunks) {
            return null;
        }
        ObjectNode tree = ResponseDecoder.TREES.createObjectNode();
        if (id != null) {
            tree.put("id", id);
        }
        tree.put("object", "chat.completion");
        if (created != null) {
            tree.set("created", created);
        }
        if (model != null) {
            tree.put("model", model);
        }
        ArrayNode all = tree.putArray("choices");
        choices.stream()
                .sorted(Comparator.comparingInt(ChoiceAccumulator::index))
                .forEach(choice -> all.add(choice.json()));
        if (usage != null) {
            tree.set("usage", ResponseDecoder.tree(usage));
        }
        PieceJoiner.finished(extras).properties().forEach(extra -> tree.putIfAbsent(extra.getKey(), extra.getValue()));
        try {
            return ChatCompletion.read(tree.traverse());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The last complete usage wins; without one, the last of any kind. Some servers send {@code {}} first, or null counts. */
    private void take(Usage latest) {
        boolean complete = latest.promptTokens().isPresent()
                && latest.completionTokens().isPresent()
                && latest.totalTokens().isPresent();
        if (complete || !usageComplete) {
            usage = latest;
            usageComplete = complete;
        }
    }

    private ChoiceAccumulator choice(int index) {
        for (ChoiceAccumulator choice : choices) {
            if (choice.index() == index) {
                return choice;
            }
        }
        ChoiceAccumulator added = new ChoiceAccumulator(index);
        choices.add(added);
        return added;
    }

    /** Writes integers as integers: 1766960802, not 1.766960802E9. */
    private static JsonNode number(double value) {
        JsonNodeFactory nodes = ResponseDecoder.TREES.getNodeFactory();
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? nodes.numberNode((long) value)
                : nodes.numberNode(value);
    }

    static @Nullable String nonEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
