package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Object literals in samples of Python and JavaScript, as far as JSON can express them. */
final class LenientJson {
    /** Text with more opening braces before a request is not a sample. */
    private static final int TRIES = 50;

    private LenientJson() {}

    /** The first object in the text that matches; null when there is none. The rest of the text is code. */
    static @Nullable JsonNode objectWith(String text, Predicate<JsonNode> wanted) {
        int brace = text.indexOf('{');
        for (int tries = 0; brace >= 0 && tries < TRIES; tries++) {
            LiteralConverter.Plain literal = LiteralConverter.object(text, brace);
            JsonNode node = literal == null ? null : parse(literal.json());
            if (node != null && wanted.test(node)) {
                return node;
            }
            brace = text.indexOf('{', brace + 1);
        }
        return null;
    }

    /** The keyword arguments of the first call after which they begin; null when there are none. */
    static @Nullable JsonNode arguments(String text, Pattern function) {
        Matcher call = function.matcher(text);
        LiteralConverter.Plain literal = call.find() ? LiteralConverter.arguments(text, call.end() - 1) : null;
        return literal == null ? null : parse(literal.json());
    }

    /** The object that is all of the text; null when there is none. */
    static @Nullable JsonNode object(String text) {
        LiteralConverter.Plain literal = LiteralConverter.object(text, 0);
        return literal == null || !text.substring(literal.end()).isBlank() ? null : parse(literal.json());
    }

    private static @Nullable JsonNode parse(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return StrictJson.parseOrNull(bytes, StrictJson.DuplicateKeys.REJECT);
        } catch (InputLimits.Exceeded tooLarge) {
            return null;
        }
    }
}
