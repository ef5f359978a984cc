package dev.loupe.exchange.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes known secrets that a body repeats in small parts: token by token in the log probabilities of a response, and byte by byte in
 * an array of numbers.
 */
record GeneratedTokens(SecretSearch search) {
    private static final String TOKEN = "token";
    private static final String BYTES = "bytes";

    /** The tree without such secrets; the same one when it has none. */
    JsonNode in(JsonNode tree) {
        if (search.values().isEmpty() || !hasParts(tree)) {
            return tree;
        }
        JsonNode copy = tree.deepCopy();
        return remove(copy) ? copy : tree;
    }

    /** Whether there are tokens or bytes; a copy of a large body is expensive. */
    private static boolean hasParts(JsonNode tree) {
        if (tree.isArray() && !tree.isEmpty()) {
            JsonNode first = tree.get(0);
            if (first.path(TOKEN).isTextual() || (first.isInt() && tree.size() >= SecretValues.SHORTEST)) {
                return true;
            }
        }
        for (JsonNode child : tree) {
            if (child.isContainerNode() && hasParts(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something was removed. */
    private boolean remove(JsonNode tree) {
        boolean removed = tree instanceof ArrayNode array && (removeTokens(array) || removeBytes(array));
        for (JsonNode child : tree) {
            removed |= child.isContainerNode() && remove(child);
        }
        return removed;
    }

    private boolean removeTokens(ArrayNode tokens) {
        StringBuilder text = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        for (JsonNode token : tokens) {
            if (!token.path(TOKEN).isTextual()) {
                return false;
            }
            starts.add(text.length());
            text.append(token.get(TOKEN).textValue());
        }
        List<TextReplacement> secrets = search.in(text.toString());
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            String token = tokens.get(i).get(TOKEN).textValue();
            for (TextReplacement secret : secrets) {
                if (secret.start() < start + token.length() && secret.end() > start) {
                    blank((ObjectNode) tokens.get(i), secret.start() >= start ? secret.replacement() : "");
                }
            }
        }
        return !secrets.isEmpty();
    }

    /** The token also is an alternative of itself. */
    private static void blank(ObjectNode token, String replacement) {
        token.put(TOKEN, replacement);
        if (token.path(BYTES) instanceof ArrayNode bytes) {
            bytes.removeAll();
        }
        if (token.path("top_logprobs") instanceof ArrayNode alternatives) {
            alternatives.forEach(alternative -> {
                if (alternative instanceof ObjectNode object && object.has(TOKEN)) {
                    blank(object, replacement);
                }
            });
        }
    }

    private boolean removeBytes(ArrayNode numbers) {
        if (numbers.size() < SecretValues.SHORTEST) {
            return false;
        }
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            JsonNode number = numbers.get(i);
            if (!number.isInt() || number.intValue() < 0 || number.intValue() > 0xFF) {
                return false;
            }
            bytes[i] = (byte) number.intValue();
        }
        List<TextReplacement> secrets = new ArrayList<>();
        search.values().find(new String(bytes, StandardCharsets.ISO_8859_1), secrets);
        if (!secrets.isEmpty()) {
            numbers.removeAll();
        }
        return !secrets.isEmpty();
    }
}
