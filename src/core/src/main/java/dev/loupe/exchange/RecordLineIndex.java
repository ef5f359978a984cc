package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.loupe.exchange.sse.SseParser;
import dev.loupe.exchange.text.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines on which the parts of a record begin, for a record of several lines. Computed on first use: most records have no
 * finding.
 */
public final class RecordLineIndex {
    /** Larger records are not read in an editor; their findings have the first line only. */
    private static final int LARGEST = 1 << 20;

    private final byte[] bytes;
    private final int first;
    private @Nullable Part root;
    private final List<Integer> pieceOfEvent = new ArrayList<>();

    private RecordLineIndex(byte[] bytes, int first) {
        this.bytes = bytes;
        this.first = first;
    }

    /** Null when the record is on one line or too large. */
    public static @Nullable RecordLineIndex of(RawRecord raw) {
        byte[] bytes = raw.bytes();
        if (bytes.length > LARGEST) {
            return null;
        }
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == '\n') {
                return new RecordLineIndex(bytes, raw.line());
            }
        }
        return null;
    }

    /** The line of this location, or of the nearest enclosing part that the record has. */
    public synchronized int lineOf(FindingLocation location) {
        if (root == null) {
            root = count();
        }
        Part part = root;
        for (String name : path(location)) {
            Part next = part.named(name);
            if (next == null) {
                break;
            }
            part = next;
        }
        return first + part.line - 1;
    }

    private List<String> path(FindingLocation location) {
        List<String> path = new ArrayList<>();
        switch (location.part()) {
            case REQUEST -> path.addAll(List.of("request", "body"));
            case STATUS -> path.addAll(List.of("response", "status"));
            case HEADER -> path.addAll(List.of("response", "headers"));
            case BODY -> path.addAll(List.of("response", "body"));
            case STREAM -> {
                path.addAll(List.of("response", "stream"));
                if (location.event() >= 0 && location.event() < pieceOfEvent.size()) {
                    path.add(pieceOfEvent.get(location.event()).toString());
                }
                return path;
            }
            case DOCUMENT -> {
                return path;
            }
        }
        for (JsonPointer rest = location.pointer(); !rest.matches(); rest = rest.tail()) {
            path.add(rest.getMatchingProperty());
        }
        return path;
    }

    private Part count() {
        Part whole = new Part(1);
        try (JsonParser json = StrictJson.RECORDS.createParser(bytes)) {
            json.nextToken();
            whole.line = line(json);
            inside(json, whole);
            events(whole);
        } catch (IOException impossible) {
            // the record was parsed before; the lines found so far are right
            return whole;
        }
        return whole;
    }

    private static void inside(JsonParser json, Part part) throws IOException {
        boolean array = json.currentToken() == JsonToken.START_ARRAY;
        if (!array && json.currentToken() != JsonToken.START_OBJECT) {
            part.text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
            return;
        }
        for (int i = 0; ; i++) {
            JsonToken token = json.nextToken();
            if (token == null || token.isStructEnd()) {
                return;
            }
            String name = array ? Integer.toString(i) : json.currentName();
            Part member = new Part(line(json));
            if (!array) {
                json.nextToken();
            }
            part.parts.putIfAbsent(name, member);
            inside(json, member);
        }
    }

    /** Finds the piece of the stream in which each event ends. */
    private void events(Part whole) {
        Part response = whole.parts.get("response");
        Part stream = response == null ? null : response.parts.get("stream");
        if (stream == null) {
            return;
        }
        int[] number = new int[1];
        SseParser reader = new SseParser(event -> pieceOfEvent.add(number[0]));
        for (Part piece = stream.parts.get("0"); piece != null; piece = stream.parts.get("" + number[0])) {
            byte[] raw = piece.bytes();
            reader.feed(raw, 0, raw.length, -1);
            number[0]++;
        }
        number[0]--;
        reader.end();
    }

    private static int line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }

    /** Records with the same text have the same lines. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordLineIndex that && first == that.first && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** A part of the record. */
    private static final class Part {
        private int line;
        private final Map<String, Part> parts = new HashMap<>(4);
        private @Nullable String text;

        Part(int line) {
            this.line = line;
        }

        /** Header names are case-insensitive. */
        @Nullable
        Part named(String name) {
            Part exact = parts.get(name);
            if (exact != null) {
                return exact;
            }
            return parts.entrySet().stream()
                    .filter(part -> part.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        /** The bytes of a piece of a stream. */
        byte[] bytes() {
            Part raw = parts.get("raw");
            Part encoded = parts.get("base64");
            if (raw != null && raw.text != null) {
                return raw.text.getBytes(StandardCharsets.UTF_8);
            }
            return encoded == null || encoded.text == null
                    ? new byte[0]
                    : Base64.getDecoder().decode(encoded.text);
        }
    }
}
