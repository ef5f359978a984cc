package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Splits a complete response into chunks as servers do, in a random way. */
final class ResponseSplitter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;

    ResponseSplitter(Random random) {
        this.random = random;
    }

    List<ObjectNode> split(ObjectNode whole) {
        boolean repeated = random.nextBoolean();
        List<Deque<ObjectNode>> queues = new ArrayList<>();
        for (JsonNode choice : whole.path("choices")) {
            queues.add(choicePieces((ObjectNode) choice));
        }
        List<ObjectNode> chunks = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<ObjectNode> queue = queues.get(random.nextInt(queues.size()));
            ObjectNode chunk = head(whole, repeated || chunks.isEmpty());
            chunk.putArray("choices").add(queue.poll());
            chunks.add(chunk);
            queues.removeIf(Deque::isEmpty);
        }
        if (whole.has("usage")) {
            ObjectNode chunk = random.nextBoolean() ? chunks.get(chunks.size() - 1) : head(whole, repeated);
            if (!chunks.contains(chunk)) {
                chunk.putArray("choices");
                chunks.add(chunk);
            }
            chunk.set("usage", whole.get("usage"));
        }
        return chunks;
    }

    private static ObjectNode head(ObjectNode whole, boolean withCitations) {
        ObjectNode chunk = JSON.createObjectNode();
        for (String name : List.of("id", "created", "model")) {
            chunk.set(name, whole.get(name));
        }
        chunk.put("object", "chat.completion.chunk");
        if (withCitations && whole.has("citations")) {
            chunk.set("citations", whole.get("citations"));
        }
        return chunk;
    }

    private Deque<ObjectNode> choicePieces(ObjectNode choice) {
        List<Deque<ObjectNode>> deltas = new ArrayList<>();
        choice.get("message").properties().forEach(property -> {
            if (property.getKey().equals("role")) {
                deltas.add(new ArrayDeque<>(List.of(JSON.createObjectNode().put("role", "assistant"))));
            } else {
                deltas.add(pieces(property.getKey(), property.getValue()));
            }
        });
        Deque<ObjectNode> pieces = new ArrayDeque<>();
        interleave(deltas).forEach(delta -> {
            ObjectNode piece = JSON.createObjectNode();
            piece.set("index", choice.get("index"));
            piece.set("delta", delta);
            piece.putNull("finish_reason");
            pieces.add(piece);
        });
        for (JsonNode token : choice.at("/logprobs/content")) {
            ObjectNode piece = JSON.createObjectNode();
            piece.set("index", choice.get("index"));
            piece.putObject("delta");
            piece.putObject("logprobs").putArray("content").add(token);
            pieces.add(piece);
        }
        pieces.getLast().set("finish_reason", choice.get("finish_reason"));
        return pieces;
    }

    /** The pieces of the properties in a random order, several in one delta. */
    private List<ObjectNode> interleave(List<Deque<ObjectNode>> queues) {
        List<ObjectNode> deltas = new ArrayList<>();
        queues.removeIf(Deque::isEmpty);
        while (!queues.isEmpty()) {
            ObjectNode delta = JSON.createObjectNode();
            for (Deque<ObjectNode> queue : queues) {
                if (random.nextBoolean()) {
                    delta.setAll(queue.poll());
                }
            }
            queues.removeIf(Deque::isEmpty);
            deltas.add(delta);
        }
        return deltas;
    }

    private Deque<ObjectNode> pieces(String name, JsonNode value) {
        Deque<ObjectNode> pieces = new ArrayDeque<>();
        if (name.equals("tool_calls")) {
            toolCalls(value, pieces);
        } else if (value.isObject()) {
            value.properties().forEach(property -> {
                if (property.getValue().isTextual() && !property.getKey().matches("id|name")) {
                    cut(property.getValue().textValue(), (first, text) -> {
                        ObjectNode piece = JSON.createObjectNode();
                        piece.putObject(name).put(property.getKey(), text);
                        pieces.add(piece);
                    });
                } else {
                    ObjectNode piece = JSON.createObjectNode();
                    piece.putObject(name).set(property.getKey(), property.getValue());
                    pieces.add(piece);
                }
            });
        } else if (value.isArray()) {
            value.forEach(item -> item(name, item, pieces));
        } else if (value.isTextual()) {
            cut(
                    value.textValue(),
                    (first, text) -> pieces.add(JSON.createObjectNode().put(name, text)));
        } else {
            pieces.add(JSON.createObjectNode().set(name, value));
        }
        return pieces;
    }

    private void item(String name, JsonNode item, Deque<ObjectNode> pieces) {
        if (!item.has("text")) {
            pieces.add(array(name, item));
            return;
        }
        cut(item.get("text").textValue(), (first, text) -> {
            ObjectNode part = item.deepCopy();
            pieces.add(array(name, part.put("text", text)));
        });
    }

    private static ObjectNode array(String name, JsonNode item) {
        ObjectNode piece = JSON.createObjectNode();
        piece.putArray(name).add(item);
        return piece;
    }

    /** With index, with index and ID, with the ID alone, or with neither as one call after the other. */
    private void toolCalls(JsonNode calls, Deque<ObjectNode> pieces) {
        int style = random.nextInt(4);
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            int index = i;
            cut(call.at("/function/arguments").textValue(), (first, text) -> {
                ObjectNode piece = JSON.createObjectNode();
                ObjectNode part = piece.putArray("tool_calls").addObject();
                if (style < 2) {
                    part.put("index", index);
                }
                if (first || style == 1 || style == 2) {
                    part.set("id", call.get("id"));
                }
                if (first) {
                    part.put("type", "function");
                }
                ObjectNode function = part.putObject("function").put("arguments", text);
                if (first) {
                    function.set("name", call.at("/function/name"));
                }
                pieces.add(piece);
            });
        }
    }

    /** Text in pieces of at least one character; a surrogate pair stays together, as JSON in UTF-8 requires. */
    private void cut(String text, BiConsumer<Boolean, String> piece) {
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(5));
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            piece.accept(start == 0, text.substring(start, end));
            start = end;
        }
    }
}
