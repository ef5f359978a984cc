package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Object literals within samples of other languages: Python and JavaScript, as far as they say what JSON can say. */
final class LooseJson {
    /** A page may hold many braces; a sample that opens more than these before its request is not a sample. */
    private static final int TRIES = 50;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .build();
    /** Strings, so that they are passed over, and the words of Python that JSON spells otherwise. */
    private static final Pattern PYTHON = Pattern.compile("\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+){0,200}+\""
            + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+){0,200}+'"
            + "|(?<![\\w.])(?:True|False|None)(?!\\w)");

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Bounds.JSON_DEPTH)
                        .maxTokenCount(Bounds.JSON_TOKENS)
                        .build());
    }

    private LooseJson() {}

    /** The first object in the text that is wanted; null when there is none. */
    static @Nullable JsonNode objectWith(String sample, Predicate<JsonNode> wanted) {
        String text = PYTHON.matcher(sample)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group()) {
                            case "True" -> "true";
                            case "False" -> "false";
                            case "None" -> "null";
                            default -> found.group();
                        }));
        int brace = text.indexOf('{');
        for (int tries = 0; brace >= 0 && tries < TRIES; tries++) {
            JsonNode node = parse(text.substring(brace));
            if (node != null && wanted.test(node)) {
                return node;
            }
            brace = text.indexOf('{', brace + 1);
        }
        return null;
    }

    /** The value at the start of the text; what follows it is code. */
    private static @Nullable JsonNode parse(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return MAPPER.readTree(parser);
        } catch (IOException e) {
            return null;
        }
    }
}
