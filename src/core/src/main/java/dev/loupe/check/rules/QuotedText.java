package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.PromptText;
import java.util.Locale;

/** Parts of a generated text that are no leak: code, and what the prompt contains. */
final class QuotedText {
    private QuotedText() {}

    /** The text without code: fenced blocks that are closed, and spans between backticks on one line. */
    static String withoutCode(String text) {
        if (text.indexOf('`') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int tick = text.indexOf('`', from);
            if (tick < 0) {
                break;
            }
            int run = tick;
            while (run < text.length() && text.charAt(run) == '`') {
                run++;
            }
            String mark = text.substring(tick, run);
            int close = text.indexOf(mark, run);
            int line = text.indexOf('\n', run);
            boolean span = close >= 0 && (mark.length() >= 3 || line < 0 || close < line);
            kept.append(text, from, span ? tick : run);
            from = span ? close + mark.length() : run;
        }
        return kept.append(text, Math.min(from, text.length()), text.length()).toString();
    }

    /** The text after a block of reasoning with which it begins. */
    static String withoutReasoning(String text) {
        int end = text.stripLeading().startsWith("<think>") ? text.indexOf("</think>") : -1;
        return end < 0 ? text : text.substring(end + "</think>".length());
    }

    /** Whether the prompt contains this, or the word inside its brackets where that is no everyday word. */
    static boolean isInPrompt(JsonNode request, String token) {
        if (PromptText.contains(request, token)) {
            return true;
        }
        String word = token.replaceAll("[<>|\\[\\]/\uff5c]", "");
        boolean everyday = !word.contains("_") && !word.equals(word.toUpperCase(Locale.ROOT));
        return !everyday && PromptText.contains(request, word);
    }
}
