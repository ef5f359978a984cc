package dev.loupe.exchange.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a stream that its events send in parts, each under the same pointer and for the same {@code index}: the content of
 * a choice, the arguments of a tool call. A secret that a model sends token by token is whole only there.
 */
final class StreamedStrings {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Pattern LOGPROB = Pattern.compile("(/logprobs/[a-z_]{1,20}/)[0-9]+");

    /** A stream has a few strings with parts; more strings than this are those of many different events. */
    private static final int MAX_STRINGS = 256;

    private final String stream;
    private final Map<String, StringParts> strings = new LinkedHashMap<>();

    private StreamedStrings(String stream) {
        this.stream = stream;
    }

    /** The secrets that are in several parts; in the first part with the replacement, in the others without one. */
    static List<TextReplacement> secretsIn(String stream, SecretSearch search) {
        StreamedStrings all = new StreamedStrings(stream);
        for (int start = 0; start < stream.length(); ) {
            int end = start;
            while (end < stream.length() && stream.charAt(end) != '\n' && stream.charAt(end) != '\r') {
                end++;
            }
            if (stream.startsWith("data:", start)) {
                all.addEvent(start + "data:".length(), end);
            }
            start = end + 1;
        }
        List<TextReplacement> secrets = new ArrayList<>();
        all.strings.values().forEach(parts -> secrets.addAll(parts.secrets(search)));
        return secrets;
    }

    /**
     * One string of an event, or the bytes of one.
     *
     * @param bytes the text of an array of bytes
     */
    private record Part(String pointer, int start, int end, @Nullable String bytes) {}

    private void addEvent(int from, int to) {
        List<Part> parts = new ArrayList<>();
        StringBuilder indices = new StringBuilder();
        try (JsonParser parser = JSON.createParser(stream.substring(from, to))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    int start = from + (int) parser.currentTokenLocation().getCharOffset() + 1;
                    parser.finishToken();
                    int end = from + (int) parser.currentLocation().getCharOffset() - 1;
                    parts.add(new Part(pointer(parser), start, end, null));
                } else if (token == JsonToken.START_ARRAY && "bytes".equals(parser.currentName())) {
                    addBytes(parser, from, parts);
                } else if (token == JsonToken.VALUE_NUMBER_INT && "index".equals(parser.currentName())) {
                    indices.append(' ').append(parser.getText());
                }
            }
        } catch (IOException notJson) {
            // an event that is no JSON, or cut: its complete strings count
        }
        for (Part part : parts) {
            String key = part.pointer() + indices;
            StringParts known = strings.get(key);
            if (known == null && strings.size() < MAX_STRINGS) {
                known = new StringParts();
                strings.put(key, known);
            }
            if (known != null && part.bytes() != null) {
                known.addWhole(part.bytes(), part.start(), part.end());
            } else if (known != null) {
                known.add(stream, part.start(), part.end());
            }
        }
    }

    /** The tokens of the log probabilities of a choice are one text. */
    private static String pointer(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.contains("/logprobs/") ? LOGPROB.matcher(pointer).replaceFirst("$1*") : pointer;
    }

    /** The bytes of a token as numbers. */
    private static void addBytes(JsonParser parser, int from, List<Part> parts) throws IOException {
        String pointer = pointer(parser);
        int start = from + (int) parser.currentTokenLocation().getCharOffset() + 1;
        StringBuilder bytes = new StringBuilder();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            bytes.append((char) (parser.getValueAsInt() & 0xFF));
        }
        if (parser.currentToken() == JsonToken.END_ARRAY) {
            parts.add(new Part(
                    pointer, start, from + (int) parser.currentTokenLocation().getCharOffset(), bytes.toString()));
        }
    }
}
