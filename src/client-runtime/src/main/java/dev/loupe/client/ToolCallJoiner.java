package dev.loupe.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.PieceJoiner.CannotJoin;
import dev.loupe.client.PieceJoiner.Mode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the tool calls of one message. A piece belongs to the call with its index; without an index to the call with its ID; without both
 * to the last call, unless it begins another one. Servers number every call 0, or send neither index nor ID.
 */
final class ToolCallJoiner {
    private final List<ObjectNode> calls = new ArrayList<>(0);

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Adds the pieces of one delta. */
    void add(JsonNode pieces) {
        int known = calls.size();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).isNull()) {
                continue;
            }
            if (!(pieces.get(i) instanceof ObjectNode piece)) {
                throw new CannotJoin("tool_calls[" + i + "]", "an object", PieceJoiner.kind(pieces.get(i)));
            }
            ObjectNode call = find(piece, known - pieces.size() + i);
            if (call == null) {
                call = ResponseDecoder.TREES.createObjectNode();
                calls.add(call);
            }
            join(call, piece);
        }
    }

    /**
     * The call that a piece belongs to; null for a new one.
     *
     * @param position of the call when the pieces of a delta have neither index nor ID and continue as many calls
     */
    private @Nullable ObjectNode find(ObjectNode piece, int position) {
        JsonNode index = piece.path("index");
        String id = text(piece.path("id"));
        ObjectNode found = null;
        for (ObjectNode call : calls) {
            boolean same = index.isNumber()
                    ? call.path("index").asDouble(-1) == index.doubleValue()
                    : !id.isEmpty() && text(call.path("id")).equals(id);
            found = same ? call : found;
        }
        if (found == null && !index.isNumber() && id.isEmpty() && position >= 0 && position < calls.size()) {
            found = calls.get(position);
        }
        return found == null || begins(piece, found, index.isNumber()) ? null : found;
    }

    /** Whether a piece begins another call than this one. */
    private static boolean begins(ObjectNode piece, ObjectNode call, boolean indexed) {
        String name = name(piece);
        String id = text(piece.path("id"));
        String callId = text(call.path("id"));
        if (name.isEmpty()) {
            return false;
        }
        String callName = name(call);
        boolean otherName = !indexed && !callName.isEmpty() && !callName.equals(name);
        if (!id.isEmpty() && !callId.isEmpty()) {
            // servers give every call one ID too
            return !id.equals(callId) || (otherName && isComplete(call));
        }
        return isComplete(call) || otherName;
    }

    private static String name(JsonNode call) {
        String name = text(call.path("function").path("name"));
        return name.isEmpty() ? text(call.path("custom").path("name")) : name;
    }

    private static String text(JsonNode node) {
        return PieceJoiner.isText(node) ? PieceJoiner.finished(node).textValue() : "";
    }

    /** Whether the arguments are a JSON value that nothing can be added to. */
    private static boolean isComplete(ObjectNode call) {
        JsonNode arguments = PieceJoiner.finished(call.path("function").path("arguments"));
        if (arguments.isObject()) {
            return true;
        }
        if (!arguments.isTextual() || !arguments.textValue().stripTrailing().endsWith("}")) {
            return false;
        }
        try {
            return ResponseDecoder.TREES.readTree(arguments.textValue()).isObject();
        } catch (JacksonException incomplete) {
            return false;
        }
    }

    private static void join(ObjectNode call, ObjectNode piece) {
        piece.properties().forEach(property -> {
            if (property.getValue().isObject() && property.getKey().equals("function")) {
                joinFunction(PieceJoiner.object(call, "function"), property.getValue());
            } else {
                PieceJoiner.join(call, property.getKey(), property.getValue(), Mode.ADDED);
            }
        });
    }

    /** Joins a function call, with its arguments as text or as an object. */
    static void joinFunction(ObjectNode function, JsonNode piece) {
        piece.properties().forEach(property -> {
            if (property.getKey().equals("name")) {
                joinName(function, property.getValue());
            } else {
                PieceJoiner.join(function, property.getKey(), property.getValue(), Mode.ADDED);
            }
        });
    }

    /** A name is sent once, in parts before the arguments, or with each piece of the arguments. */
    private static void joinName(ObjectNode function, JsonNode piece) {
        JsonNode name = PieceJoiner.finished(function.path("name"));
        if (name.isTextual() && name.equals(piece)) {
            return;
        }
        JsonNode arguments = function.path("arguments");
        boolean begun = !arguments.isMissingNode() && !arguments.isNull() && !PieceJoiner.isEmptyText(arguments);
        if (begun && name.isTextual() && !text(piece).isEmpty()) {
            throw new CannotJoin("function.name", name.toString(), piece.toString());
        }
        PieceJoiner.join(function, "name", piece, Mode.ADDED);
    }

    /** The calls as a complete response has them: without index, and with arguments as text. */
    ArrayNode json() {
        ArrayNode all = ResponseDecoder.TREES.createArrayNode();
        for (ObjectNode sum : calls) {
            ObjectNode parts = (ObjectNode) PieceJoiner.finished(sum);
            ObjectNode call = all.addObject();
            call.put("id", text(parts.path("id")));
            String type = text(parts.path("type"));
            call.put("type", type.isEmpty() ? "function" : type);
            parts.remove("index");
            if (parts.has("function") || !parts.has("custom")) {
                parts.set("function", function(parts.path("function")));
            }
            addOthers(call, parts);
        }
        return all;
    }

    /** A function call with name and arguments; arguments that are an object become their JSON text. */
    static ObjectNode function(JsonNode parts) {
        ObjectNode function = ResponseDecoder.TREES.createObjectNode();
        function.put("name", text(parts.path("name")));
        JsonNode arguments = parts.path("arguments");
        boolean absent = arguments.isMissingNode() || arguments.isNull();
        function.put("arguments", absent ? "" : arguments.isTextual() ? arguments.textValue() : arguments.toString());
        addOthers(function, parts);
        return function;
    }

    private static void addOthers(ObjectNode target, JsonNode parts) {
        parts.properties().forEach(property -> target.putIfAbsent(property.getKey(), property.getValue()));
    }
}
