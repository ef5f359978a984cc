package dev.loupe.exchange.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces the letters and digits in the text of messages, so that a recording can be given away. Each character becomes one of the same
 * script, case and length in bytes; punctuation and blanks stay, and so do words that the request has outside of texts: property
 * names and values of a schema, stop sequences. The same word becomes the same in a whole run, also where a stream splits it.
 */
final class TextMask {
    /** Properties whose strings are text. */
    private static final Set<String> TEXTS = Set.of(
            "content",
            "text",
            "refusal",
            "reasoning",
            "reasoning_content",
            "thinking",
            "prompt",
            "token",
            "transcript");

    /** Properties with text at any depth: the arguments of a tool call are a string, or an object. */
    private static final Set<String> DEEP_TEXTS = Set.of("arguments", "input");

    /** Properties of a request with schemas, whose properties may have any name. */
    private static final Set<String> SCHEMAS = Set.of("tools", "functions", "response_format", "guided_json");

    private static final Set<String> PROSE = Set.of("description", "title");

    /** The tokens of a choice are one text. */
    private static final Pattern LOGPROB = Pattern.compile("(/logprobs/[a-z_]{1,20}/)[0-9]+(/token)");

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] key;

    private TextMask(byte[] key) {
        this.key = key;
    }

    /** With a key that no other run has. */
    static TextMask random() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        return new TextMask(key);
    }

    /**
     * The exchange with other words in its texts.
     *
     * @param redacted the body of its request without secrets: words of a secret do not stay
     */
    Exchange of(Exchange exchange, Body redacted) {
        Exchange.Request request = exchange.request();
        Set<String> kept = new HashSet<>(Set.of("true", "false", "null"));
        collectKept(redacted.json(), "", false, kept);
        Reply reply =
                switch (exchange.reply()) {
                    case Reply.Answered answered -> new Reply.Answered(answered.head(), body(answered.body(), kept));
                    case Reply.Streamed streamed ->
                        Reply.Streamed.of(streamed.head(), pieces(streamed.bytes(), kept), streamed.ending());
                    case Reply.Unanswered unanswered -> unanswered;
                };
        return new Exchange(
                exchange.id(),
                exchange.origin(),
                new Exchange.Request(request.method(), request.url(), request.headers(), body(request.body(), kept)),
                reply,
                exchange.probed(),
                exchange.transport(),
                exchange.kept());
    }

    private static void collectKept(JsonNode tree, String name, boolean schema, Set<String> kept) {
        if (tree.isTextual() && (schema ? !PROSE.contains(name) : !TEXTS.contains(name))) {
            kept.addAll(List.of(MaskedWords.split(tree.textValue())));
        }
        tree.properties().forEach(property -> {
            kept.addAll(List.of(MaskedWords.split(property.getKey())));
            boolean inSchema = schema || SCHEMAS.contains(property.getKey());
            if (inSchema || !DEEP_TEXTS.contains(property.getKey())) {
                collectKept(property.getValue(), property.getKey(), inSchema, kept);
            }
        });
        if (tree.isArray()) {
            tree.forEach(element -> collectKept(element, name, schema, kept));
        }
    }

    private Body body(Body body, Set<String> kept) {
        if (!(body instanceof Body.Json json)) {
            return body;
        }
        byte[] bytes = json.value().toString().getBytes(StandardCharsets.UTF_8);
        MaskedBytes masked = new MaskedBytes(bytes, kept);
        masked.event(0, bytes.length);
        return Body.of(masked.end());
    }

    private List<TimedBytes> pieces(List<TimedBytes> pieces, Set<String> kept) {
        byte[] stream = TimedBytes.joined(pieces);
        MaskedBytes masked = new MaskedBytes(stream, kept);
        for (int start = 0; start < stream.length; ) {
            int end = start;
            while (end < stream.length && stream[end] != '\n' && stream[end] != '\r') {
                end++;
            }
            if (masked.latin.startsWith("data:", start)) {
                masked.event(start + "data:".length(), end);
            }
            start = end + 1;
        }
        byte[] bytes = masked.end();
        List<TimedBytes> result = new ArrayList<>(pieces.size());
        int start = 0;
        for (TimedBytes piece : pieces) {
            int end = start + piece.bytes().length;
            result.add(new TimedBytes(piece.at(), Arrays.copyOfRange(bytes, start, end)));
            start = end;
        }
        return result;
    }

    /** The bytes of a body or a stream, replaced where they are: no offset changes. */
    private final class MaskedBytes {
        private final byte[] bytes;
        private final Set<String> kept;
        /** One character for each byte. */
        private final String latin;

        private final Map<String, MaskedWords> texts = new HashMap<>();

        MaskedBytes(byte[] bytes, Set<String> kept) {
            this.bytes = bytes;
            this.kept = kept;
            this.latin = new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private record Literal(String pointer, int start, int end) {}

        /** A JSON value: its strings that are text. */
        void event(int from, int to) {
            List<Literal> literals = new ArrayList<>();
            StringBuilder indices = new StringBuilder();
            try (JsonParser parser = JSON.createParser(latin.substring(from, to))) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    int start = from + (int) parser.currentTokenLocation().getCharOffset();
                    String pointer = parser.getParsingContext().pathAsPointer().toString();
                    if (token == JsonToken.VALUE_STRING && isText(pointer)) {
                        parser.finishToken();
                        int end = from + (int) parser.currentLocation().getCharOffset();
                        literals.add(new Literal(pointer, start + 1, end - 1));
                    } else if (token == JsonToken.START_ARRAY && "bytes".equals(parser.currentName())) {
                        parser.skipChildren();
                        withoutBytes(
                                start, from + (int) parser.currentLocation().getCharOffset());
                    } else if (token == JsonToken.VALUE_NUMBER_INT && "index".equals(parser.currentName())) {
                        indices.append(' ').append(parser.getText());
                    }
                }
            } catch (IOException notJson) {
                // an event that is no JSON, or cut: its complete strings count
            }
            for (Literal literal : literals) {
                boolean alternative = literal.pointer().contains("/top_logprobs/");
                String at = LOGPROB.matcher(literal.pointer()).replaceFirst("$1*$2")
                        + indices
                        + (alternative ? "@" + literal.start() : "");
                texts.computeIfAbsent(at, fresh -> new MaskedWords(key, bytes, kept))
                        .add(literal.start(), literal.end());
            }
        }

        private static boolean isText(String pointer) {
            String name = "";
            for (String segment : pointer.split("/", -1)) {
                if (SCHEMAS.contains(segment)) {
                    return false;
                }
                if (DEEP_TEXTS.contains(segment)) {
                    return true;
                }
                boolean element = !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
                name = element ? name : segment;
            }
            return TEXTS.contains(name);
        }

        /** The bytes of a token are its text: null in their place, with blanks. */
        private void withoutBytes(int start, int end) {
            if (end - start >= 4) {
                Arrays.fill(bytes, start, end, (byte) ' ');
                System.arraycopy("null".getBytes(StandardCharsets.US_ASCII), 0, bytes, start, 4);
            }
        }

        byte[] end() {
            texts.values().forEach(MaskedWords::end);
            return bytes;
        }
    }
}
