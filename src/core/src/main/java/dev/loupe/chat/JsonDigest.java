package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A 64-bit digest of JSON, independent of the order of properties; for comparison, not for security. */
public final class JsonDigest {
    private JsonDigest() {}

    public static long of(JsonNode node) {
        if (node.isObject()) {
            long sum = 17;
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                sum += mix(text(property.getKey()) * 31 + of(property.getValue()));
            }
            return mix(sum);
        }
        if (node.isArray()) {
            long sum = 19;
            for (int i = 0; i < node.size(); i++) {
                sum = mix(sum * 31 + of(node.path(i)));
            }
            return sum;
        }
        if (node.isNumber()) {
            // 1 and 1.0 are the same number
            return mix(Double.doubleToLongBits(node.doubleValue()) + 3);
        }
        if (node.isTextual()) {
            return text(node.textValue());
        }
        return mix(node.isNull() ? 5 : StrictValues.isTrue(node) ? 7 : 11);
    }

    public static long of(List<Choice> choices) {
        long sum = 23;
        for (Choice choice : choices) {
            sum = mix(sum * 31 + text(choice.content() == null ? "" : choice.content()));
            for (Choice.ToolCall call : choice.toolCalls()) {
                sum = mix(sum * 31 + text(call.name()) * 7 + text(call.arguments()));
            }
        }
        return sum;
    }

    /** Of two texts. */
    public static long of(String one, String other) {
        return mix(text(one) * 31 + text(other));
    }

    /** Of an object without the named properties. */
    public static long without(JsonNode object, Set<String> names) {
        long sum = 29;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (!names.contains(property.getKey())) {
                sum += mix(text(property.getKey()) * 31 + of(property.getValue()));
            }
        }
        return mix(sum);
    }

    static long text(String text) {
        long sum = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            sum = sum * 31 + text.charAt(i);
        }
        return mix(sum);
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
