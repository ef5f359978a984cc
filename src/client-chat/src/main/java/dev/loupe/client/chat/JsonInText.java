package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the JSON objects in the text of a model: the whole text, or objects between prose and code fences. */
final class JsonInText {
    /** Bounds the work for text with many brackets that begin no object. */
    private static final int MAX_ATTEMPTS = 64;

    private static final ObjectReader FIRST_VALUE =
            TypedJson.PLAIN.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonInText() {}

    /** The objects that the text has at its top level; only the whole text when that is JSON. */
    static List<JsonNode> find(String text) {
        Optional<JsonNode> whole = whole(text);
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        List<JsonNode> found = new ArrayList<>();
        String stripped = text.strip();
        if (stripped.startsWith("{") && stripped.endsWith("}")) {
            return found; // invalid as a whole; an object in it would be a part of the value
        }
        int at = text.indexOf('{');
        for (int attempt = 0; at >= 0 && attempt < MAX_ATTEMPTS; attempt++) {
            int end = at + 1;
            try (JsonParser parser = TypedJson.PLAIN.createParser(text.substring(at))) {
                found.add(FIRST_VALUE.readTree(parser));
                end = at + (int) parser.currentLocation().getCharOffset();
            } catch (IOException noObject) {
                // the bracket is a part of the prose
            }
            at = text.indexOf('{', end);
        }
        return found;
    }

    private static Optional<JsonNode> whole(String text) {
        try {
            return Optional.of(TypedJson.PLAIN.readTree(text)).filter(value -> !value.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
