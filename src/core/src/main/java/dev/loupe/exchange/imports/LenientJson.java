package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private static final Pattern PRINTED =
            Pattern.compile("\\b(ChatCompletion|ChatCompletionResponse|ModelResponse)\\(");

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

    /** The same, also in the double quotes of a shell, in which its own quotes are escaped. */
    static @Nullable JsonNode inCommand(String text, Predicate<JsonNode> wanted) {
        JsonNode object = objectWith(text, wanted);
        return object == null && text.contains("\\\"")
                ? objectWith(text.replace("\\\\", "\\").replace("\\\"", "\""), wanted)
                : object;
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

    /** Whether the text has a completion as an SDK for Python prints it. */
    static boolean isPrinted(String text) {
        return PRINTED.matcher(text).find() && text.contains("choices=[");
    }

    /** A completion as an SDK for Python prints it, without the properties that only the SDK has; null when there is none. */
    static @Nullable JsonNode printed(String text) {
        Matcher printed = PRINTED.matcher(text);
        LiteralConverter.Plain literal = printed.find() ? LiteralConverter.printed(text, printed.end() - 1) : null;
        JsonNode completion = literal == null ? null : parse(literal.json());
        if (completion != null) {
            dropAbsent(completion);
        }
        return completion;
    }

    /** An SDK prints None for a property that is absent; the content of a message is null when tools are called. */
    private static void dropAbsent(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties()
                    .removeIf(property ->
                            property.getValue().isNull() && !property.getKey().equals("content"));
        }
        value.forEach(LenientJson::dropAbsent);
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
