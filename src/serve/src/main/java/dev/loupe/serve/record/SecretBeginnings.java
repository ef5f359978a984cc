package dev.loupe.serve.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.StrictJson.DuplicateKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the event with which a secret may begin that continues in later events: a model generates a key in several tokens. The text of
 * each choice and each tool call is a text of its own.
 */
final class SecretBeginnings {
    /** A key is one word, and its shape is known only at its end; the beginning of a longer word is tested with the redactor. */
    private static final int LONGEST_WORD = 300;
    /** Text before a secret that makes it one, such as {@code password: }. */
    private static final int CONTEXT = 64;

    private static final int DEPTH = 12;
    /** A text that does not continue within so many events is complete; choices of one response take turns. */
    private static final int TURNS = 32;

    private static final Set<String> ROOT_TEXTS = Set.of("choices", "delta", "text", "content", "response", "message");
    /** Properties that are complete in one event. */
    private static final Set<String> COMPLETE =
            Set.of("id", "model", "object", "role", "type", "name", "finish_reason", "native_finish_reason", "status");

    /** Continuations of every kind of secret that the redactor knows by its shape. */
    private static final List<String> CONTINUATIONS = List.of(
            "A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4E5f6\"",
            "A1B2C3D4E5F6A1B2",
            "A1b2C3d4E5f6.eyJA1b2C3d4E5f6.A1b2C3d4E5f6",
            " A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4E5f6");

    private final Redactor redactor;
    private final List<String> known;

    /** @param known secrets of this exchange by their value */
    SecretBeginnings(Redactor redactor, List<String> known) {
        this.redactor = redactor;
        this.known = known;
    }

    /** A text that is generated in several events. */
    private static final class Text {
        private final StringBuilder characters = new StringBuilder();
        /** For each event: where its characters begin, and the offset of the event in the stream. */
        private final TreeMap<Integer, Integer> events = new TreeMap<>();

        void add(String more, int event) {
            if (!more.isEmpty()) {
                events.put(characters.length(), event);
                characters.append(more);
            }
        }

        int lastEvent() {
            return events.isEmpty() ? -1 : events.lastEntry().getValue();
        }

        int eventAt(int character) {
            return events.floorEntry(Math.max(0, character)).getValue();
        }
    }

    /** The offset of the first event to hold; the length when there is none. */
    int firstHeld(byte[] stream) {
        Map<String, Text> texts = new HashMap<>();
        List<Integer> starts = new ArrayList<>();
        int start = 0;
        for (int end = eventEnd(stream, start); end > start; end = eventEnd(stream, start)) {
            starts.add(start);
            collect(stream, start, end, texts);
            start = end;
        }
        int recent = starts.isEmpty() ? 0 : starts.get(Math.max(0, starts.size() - TURNS));
        int held = stream.length;
        for (Text text : texts.values()) {
            String all = text.characters.toString();
            int at = text.lastEvent() < recent ? all.length() : beginning(all);
            if (at < all.length()) {
                held = Math.min(held, text.eventAt(at));
            }
        }
        return held;
    }

    private static int eventEnd(byte[] stream, int from) {
        for (int i = from; i < stream.length; i++) {
            boolean blank = stream[i] == '\n'
                    && i > from
                    && (stream[i - 1] == '\n' || (stream[i - 1] == '\r' && i > from + 1 && stream[i - 2] == '\n'));
            if (blank) {
                return i + 1;
            }
        }
        return stream.length;
    }

    private static void collect(byte[] stream, int start, int end, Map<String, Text> texts) {
        for (String line : new String(stream, start, end - start, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith("data:")) {
                byte[] data = line.substring(5).strip().getBytes(StandardCharsets.UTF_8);
                JsonNode json = StrictJson.parseOrNull(data, DuplicateKeys.LAST);
                if (json != null) {
                    collect(json, "", 0, start, texts);
                }
            }
        }
    }

    /** Texts by their location; an element of an array is identified by its {@code index} where it has one. */
    private static void collect(JsonNode json, String at, int depth, int event, Map<String, Text> texts) {
        if (json.isTextual()) {
            texts.computeIfAbsent(at, fresh -> new Text()).add(json.textValue(), event);
        } else if (json.isObject() && depth < DEPTH) {
            json.properties().forEach(property -> {
                if (isGenerated(at, property.getKey())) {
                    collect(property.getValue(), at + "/" + property.getKey(), depth + 1, event, texts);
                }
            });
        } else if (json.isArray() && depth < DEPTH) {
            for (int i = 0; i < json.size(); i++) {
                String index = json.get(i).path("index").asText(String.valueOf(i));
                collect(json.get(i), at + "/" + index, depth + 1, event, texts);
            }
        }
    }

    private static boolean isGenerated(String at, String name) {
        return at.isEmpty() ? ROOT_TEXTS.contains(name) : !COMPLETE.contains(name);
    }

    /** Where a secret may begin that the end of this text does not complete; the length when nowhere. */
    private int beginning(String text) {
        int word = text.length();
        while (word > 0 && isWord(text.charAt(word - 1))) {
            word--;
        }
        int first = text.length() - word < LONGEST_WORD ? word : text.length();
        String tail = text.substring(Math.max(0, text.length() - 4096));
        int skipped = text.length() - tail.length();
        for (String secret : known) {
            first = Math.min(first, skipped + overlap(tail, secret));
        }
        if (first == skipped) {
            return first; // everything is held
        }
        for (String more : CONTINUATIONS) {
            String continued = redactor.redact(tail + more);
            if (!continued.endsWith(more)) {
                first = Math.min(first, skipped + Math.max(0, common(tail, continued) - CONTEXT));
            }
        }
        return first;
    }

    /** Also of a key in Base64 or with percent escapes. */
    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_.~+/=%:@".indexOf(c) >= 0;
    }

    /** Where the longest end of the text begins with which the secret begins; the length when nowhere. */
    private static int overlap(String text, String secret) {
        for (int at = Math.max(0, text.length() - secret.length() + 1); at < text.length(); at++) {
            if (secret.startsWith(text.substring(at))) {
                return at;
            }
        }
        return text.length();
    }

    private static int common(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return i;
            }
        }
        return end;
    }
}
