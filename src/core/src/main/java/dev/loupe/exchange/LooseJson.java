package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Object literals within samples of other languages: Python and JavaScript, as far as they say what JSON can say. */
final class LooseJson {
    /** A page may hold many braces; a sample that opens more than these before its request is not a sample. */
    private static final int TRIES = 50;

    private LooseJson() {}

    /** The first object in the text that is wanted; null when there is none. What follows it is code. */
    static @Nullable JsonNode objectWith(String text, Predicate<JsonNode> wanted) {
        int brace = text.indexOf('{');
        for (int tries = 0; brace >= 0 && tries < TRIES; tries++) {
            PlainLiterals.Plain literal = PlainLiterals.object(text, brace);
            JsonNode node = literal == null ? null : parse(literal.json());
            if (node != null && wanted.test(node)) {
                return node;
            }
            brace = text.indexOf('{', brace + 1);
        }
        return null;
    }

    /** The object that is the whole of a text which starts with its brace; null when it is not. */
    static @Nullable JsonNode object(String text) {
        PlainLiterals.Plain literal = PlainLiterals.object(text, 0);
        return literal == null || !text.substring(literal.end()).isBlank() ? null : parse(literal.json());
    }

    private static @Nullable JsonNode parse(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonText.parseOrNull(bytes, JsonText.Twice.REFUSE);
        } catch (Bounds.Exceeded tooLarge) {
            return null;
        }
    }
}
