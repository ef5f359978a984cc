package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** The text of a prompt: what a response may quote, and what is counted at least. */
public final class PromptText {
    /** A longer run of one character may be one token. */
    private static final int LONGEST_RUN = 4;

    private PromptText() {}

    /** Whether a text of the request contains this: a message, a tool, a parameter. */
    public static boolean contains(JsonNode request, String part) {
        return anyText(request, text -> text.contains(part));
    }

    /** Whether any text of the request is such. */
    public static boolean anyText(JsonNode request, Predicate<String> such) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.push(request);
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            if (node.isTextual() && such.test(node.textValue())) {
                return true;
            }
            node.forEach(open::push);
        }
        return false;
    }

    /** The bytes of the text of all messages in UTF-8, where a run of one character counts no more than a few. */
    public static long bytes(JsonNode request) {
        long bytes = 0;
        for (JsonNode message : request.path("messages")) {
            JsonNode content = message.path("content");
            bytes += bytes(StrictValues.textOrEmpty(content));
            if (content.isArray()) {
                for (JsonNode part : content) {
                    bytes += bytes(StrictValues.textOrEmpty(part.path("text")));
                }
            }
        }
        return bytes;
    }

    private static long bytes(String text) {
        long bytes = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = i > 0 && text.charAt(i - 1) == c ? run + 1 : 1;
            if (run <= LONGEST_RUN) {
                bytes += Utf8Length.of(c);
            }
        }
        return bytes;
    }

    /** Whether every part of every message is text. */
    public static boolean isAllText(JsonNode request) {
        for (JsonNode message : request.path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (!part.path("text").isTextual()) {
                    return false;
                }
            }
        }
        return true;
    }
}
