package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON body that a code sample sends, where it can be read without running the sample. */
public final class CodeSampleBody {
    /** Where a body begins in common samples: curl, Python requests, JavaScript fetch. */
    private static final Pattern BEGINNING = Pattern.compile(
            "--data(?:-raw|-binary)?[ =]+\\$?['\"]|-d\\s+['\"]|--json\\s+['\"]|json\\.dumps\\(|json\\s*=\\s*|JSON\\.stringify\\(");

    private static final Pattern PYTHON_WORD = Pattern.compile("\\b(True|False|None)\\b");

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private CodeSampleBody() {}

    /** Empty when there is no body, or when only running the sample would show it. */
    public static Optional<JsonNode> of(String sample) {
        Matcher beginning = BEGINNING.matcher(sample);
        if (!beginning.find()) {
            return Optional.empty();
        }
        int start = sample.indexOf('{', beginning.end());
        if (start < 0 || !sample.substring(beginning.end(), start).isBlank()) {
            return Optional.empty();
        }
        int end = matchingBrace(sample, start);
        if (end < 0) {
            return Optional.empty();
        }
        String literal = pythonWordsAsJson(sample.substring(start, end + 1)).replace("'\\''", "'");
        try {
            return Optional.of(LENIENT.readTree(literal));
        } catch (JsonProcessingException e) {
            // variables, calls and the like: no JSON to check
            return Optional.empty();
        }
    }

    private static int matchingBrace(String text, int start) {
        int depth = 0;
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Outside strings only: inside quotes the words stay. */
    private static String pythonWordsAsJson(String literal) {
        StringBuilder json = new StringBuilder();
        Matcher words = PYTHON_WORD.matcher(literal);
        while (words.find()) {
            String word = words.group();
            boolean quoted = isQuoted(literal, words.start());
            String keyword = word.equals("None") ? "null" : word.equals("True") ? "true" : "false";
            words.appendReplacement(json, Matcher.quoteReplacement(quoted ? word : keyword));
        }
        return words.appendTail(json).toString();
    }

    private static boolean isQuoted(String text, int at) {
        char quote = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == '\\') {
                i++;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
        }
        return quote != 0;
    }
}
