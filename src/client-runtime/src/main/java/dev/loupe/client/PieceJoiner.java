package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of a JSON value that a stream sends. A null adds nothing; objects are merged by property; what cannot be joined is an
 * exception. Text that grows is a {@link GrowingText} in a {@link POJONode} until {@link #finished}.
 */
final class PieceJoiner {
    /** How a stream sends the values of one part of a chunk. */
    enum Mode {
        /** Each piece is an addition, as in {@code delta}: text is joined, items are appended. */
        ADDED,
        /** Each piece is an addition, also when it equals the one before it: {@code logprobs}. */
        LISTED,
        /** Each piece is the whole value, as outside of {@code delta}: the last one counts, equal arrays are one. */
        REPEATED
    }

    /** Text that identifies or classifies: it is sent whole, once or in each piece. */
    private static final Set<String> SENT_WHOLE =
            Set.of("id", "index", "type", "role", "object", "model", "format", "mime_type", "media_type");

    /** Text of which each chunk has a part, also when the parts are equal. Any other text that is equal in each chunk is sent again, not added. */
    static final Set<String> SENT_IN_PIECES = Set.of(
            "analysis",
            "arguments",
            "code",
            "content",
            "data",
            "input",
            "name",
            "output",
            "partial_json",
            "reasoning",
            "reasoning_content",
            "reasoning_text",
            "refusal",
            "summary",
            "text",
            "thinking",
            "thought",
            "transcript");

    private PieceJoiner() {}

    /** Joins a piece to the property of this name. */
    @SuppressWarnings("ReferenceEquality") // whether the node is the one in the tree, not whether it is equal
    static void join(ObjectNode sum, String name, JsonNode piece, Mode mode) {
        JsonNode before = sum.get(name);
        if (before == null || before instanceof NullNode) {
            sum.set(name, first(piece, mode));
        } else if (!(piece instanceof NullNode)) {
            JsonNode joined = joined(name, before, piece, mode);
            if (joined != before) { // a text that grows stays the same node
                sum.set(name, joined);
            }
        }
    }

    static void joinAll(ObjectNode sum, JsonNode pieces, Mode mode) {
        pieces.properties().forEach(property -> join(sum, property.getKey(), property.getValue(), mode));
    }

    /** The object of this name, created when it is absent. */
    static ObjectNode object(ObjectNode parent, String name) {
        JsonNode before = parent.get(name);
        if (before instanceof ObjectNode object) {
            return object;
        }
        if (before != null && !before.isNull()) {
            throw new CannotJoin(name, kind(before), "an object");
        }
        return parent.putObject(name);
    }

    /** This object; some servers send null or an empty array instead of an empty object. */
    static JsonNode expectObject(String name, JsonNode value) {
        if (!value.isObject()) {
            expectEmpty(name, "an object", value);
        }
        return value;
    }

    /** Fails for a value that has content but is not of the type that can be joined. */
    static void expectEmpty(String name, String expected, JsonNode value) {
        boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
        if (!empty) {
            throw new CannotJoin("the property " + name + " is " + kind(value) + ", expected " + expected);
        }
    }

    private static JsonNode joined(String name, JsonNode before, JsonNode piece, Mode mode) {
        if (before instanceof ObjectNode object && piece.isObject()) {
            joinAll(object, piece, mode);
            return object;
        }
        if (before instanceof ArrayNode array && piece.isArray()) {
            return joinedArrays(array, piece, mode);
        }
        if (isText(before) && piece.isTextual()) {
            return joinedText(name, before, piece, mode);
        }
        boolean scalars = isScalar(before) && isScalar(piece) && !(mode == Mode.ADDED && name.equals("content"));
        if (mode == Mode.REPEATED || (scalars && !isText(before) && !piece.isTextual())) {
            return piece.deepCopy(); // a count or a flag: the last one counts
        }
        if (isEmptyText(before) || isEmptyText(piece)) {
            return isEmptyText(piece) ? before : first(piece, mode);
        }
        if (name.equals("content")) {
            return joinedParts(before, piece, name);
        }
        throw new CannotJoin(name, kind(before), kind(piece));
    }

    private static JsonNode joinedText(String name, JsonNode before, JsonNode piece, Mode mode) {
        if (isEmptyText(piece) || (SENT_WHOLE.contains(name) && !isEmptyText(before))) {
            return before;
        }
        if (mode == Mode.REPEATED) {
            return piece;
        }
        if (before instanceof POJONode node && node.getPojo() instanceof GrowingText growing) {
            growing.add(piece.textValue());
            return before;
        }
        GrowingText text = new GrowingText(before.textValue(), SENT_IN_PIECES.contains(name));
        text.add(piece.textValue());
        return new POJONode(text);
    }

    /** Text and a list of parts: the text becomes a part. */
    private static JsonNode joinedParts(JsonNode before, JsonNode piece, String name) {
        if (isText(before) && piece.isArray()) {
            return joinedArrays(textPart(before), piece, Mode.ADDED);
        }
        if (before instanceof ArrayNode array && piece.isTextual()) {
            return joinedArrays(array, textPart(piece), Mode.ADDED);
        }
        throw new CannotJoin(name, kind(before), kind(piece));
    }

    private static ArrayNode textPart(JsonNode text) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        parts.addObject().put("type", "text").set("text", text);
        return parts;
    }

    private static ArrayNode joinedArrays(ArrayNode sum, JsonNode pieces, Mode mode) {
        JsonNode again = mode == Mode.LISTED ? null : repeated(sum, pieces, mode);
        if (again != null) {
            return (ArrayNode) again;
        }
        for (JsonNode piece : pieces) {
            ObjectNode target = mode == Mode.LISTED ? null : sameItem(sum, piece, mode);
            if (target == null) {
                sum.add(first(piece, mode));
            } else {
                joinAll(target, piece, mode);
            }
        }
        return sum;
    }

    /**
     * The array when it is sent again, or sent again with more items; null when it is an addition. Equal numbers, and equal pieces of one
     * item, may follow each other.
     */
    private static @Nullable JsonNode repeated(ArrayNode sum, JsonNode pieces, Mode mode) {
        if (sum.isEmpty() || pieces.size() < sum.size() || pieces.get(0).isNumber()) {
            return null;
        }
        JsonNode whole = finished(sum);
        for (int i = 0; i < whole.size(); i++) {
            JsonNode piece = pieces.get(i);
            if ((mode == Mode.ADDED && (piece.has("index") || isTextPart(piece)))
                    || !whole.get(i).equals(piece)) {
                return null;
            }
        }
        return pieces.deepCopy();
    }

    /** The item that a piece belongs to: the one with its index, or the text part that is being sent; null for a new item. */
    private static @Nullable ObjectNode sameItem(ArrayNode sum, JsonNode piece, Mode mode) {
        if (!piece.isObject()) {
            return null;
        }
        JsonNode index = piece.get("index");
        if (index != null && index.isNumber()) {
            for (int i = sum.size() - 1; i >= 0; i--) {
                if (sum.get(i) instanceof ObjectNode item
                        && item.path("index").isNumber()
                        && item.get("index").doubleValue() == index.doubleValue()) {
                    return isSameType(item, piece) ? item : null;
                }
            }
            return null;
        }
        return mode == Mode.ADDED
                        && !sum.isEmpty()
                        && sum.get(sum.size() - 1) instanceof ObjectNode last
                        && !last.has("index")
                        && isTextPart(piece)
                        && isSameType(last, piece)
                ? last
                : null;
    }

    private static boolean isSameType(JsonNode item, JsonNode piece) {
        return piece.path("type").asText().isEmpty()
                || item.path("type").asText().equals(piece.path("type").asText());
    }

    private static boolean isTextPart(JsonNode piece) {
        String type = piece.path("type").asText();
        JsonNode text = piece.path(type);
        return piece.path("text").isTextual() || text.isTextual() || text.isArray();
    }

    /** A copy that further pieces may change. The items of a first piece may themselves be pieces of one item. */
    private static JsonNode first(JsonNode piece, Mode mode) {
        if (mode == Mode.ADDED && piece.isArray() && piece.size() > 1) {
            return joinedArrays(JsonNodeFactory.instance.arrayNode(), piece, mode);
        }
        return piece.deepCopy();
    }

    /** A copy with plain text nodes. */
    static JsonNode finished(JsonNode sum) {
        if (sum instanceof POJONode grown) {
            return JsonNodeFactory.instance.textNode(String.valueOf(grown.getPojo()));
        }
        if (sum.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            sum.properties().forEach(property -> copy.set(property.getKey(), finished(property.getValue())));
            return copy;
        }
        if (sum.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(sum.size());
            sum.forEach(item -> copy.add(finished(item)));
            return copy;
        }
        return sum;
    }

    static boolean isText(JsonNode node) {
        return node.isTextual() || node instanceof POJONode;
    }

    static boolean isEmptyText(JsonNode node) {
        return node.isTextual()
                ? node.textValue().isEmpty()
                : node instanceof POJONode grown && grown.getPojo() instanceof GrowingText text && text.isEmpty();
    }

    private static boolean isScalar(JsonNode node) {
        return node.isValueNode();
    }

    static String kind(JsonNode node) {
        return isText(node)
                ? "a string"
                : switch (node.getNodeType()) {
                    case OBJECT -> "an object";
                    case ARRAY -> "an array";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "a boolean";
                    default -> "null";
                };
    }

    /** Two pieces of one property that do not make one value. */
    static final class CannotJoin extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotJoin(String message) {
            super(message);
        }

        CannotJoin(String property, String before, String piece) {
            this("the property " + property + " is " + before + " in one chunk and " + piece + " in a later one");
        }
    }
}
