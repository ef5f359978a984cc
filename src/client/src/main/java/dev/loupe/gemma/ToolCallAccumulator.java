package dev.loupe.gemma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.model.FunctionCallDelta;
import dev.loupe.gemma.model.ToolCallDelta;
import org.jspecify.annotations.Nullable;

/** Accumulates one tool call of a stream; its arguments arrive in parts. */
final class ToolCallAccumulator {
    private final long index;
    private final StringBuilder arguments = new StringBuilder();
    private final ObjectNode extras = ResponseDecoder.TREES.createObjectNode();
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String name;

    ToolCallAccumulator(long index) {
        this.index = index;
    }

    long index() {
        return index;
    }

    boolean isDifferentCall(ToolCallDelta piece) {
        String other = piece.id().orElse("");
        boolean named = piece.function()
                .flatMap(FunctionCallDelta::name)
                .filter(n -> !n.isEmpty())
                .isPresent();
        return named && id != null && !other.isEmpty() && !other.equals(id);
    }

    void add(ToolCallDelta piece) {
        id = id == null ? ChunkAccumulator.nonEmpty(piece.id().orElse(null)) : id;
        type = type == null ? ChunkAccumulator.nonEmpty(piece.type().orElse(null)) : type;
        piece.function().ifPresent(function -> {
            name = name == null ? ChunkAccumulator.nonEmpty(function.name().orElse(null)) : name;
            function.arguments().ifPresent(arguments::append);
        });
        ExtraProperties.merge(extras, piece);
    }

    ObjectNode json() {
        ObjectNode call = ResponseDecoder.TREES.createObjectNode();
        call.put("id", id == null ? "" : id);
        call.put("type", type == null ? "function" : type);
        call.putObject("function").put("name", name == null ? "" : name).put("arguments", arguments.toString());
        extras.properties().forEach(extra -> call.putIfAbsent(extra.getKey(), extra.getValue()));
        return call;
    }
}
