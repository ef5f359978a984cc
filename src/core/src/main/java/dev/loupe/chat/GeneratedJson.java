package dev.loupe.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parses JSON that a model generated. */
public final class GeneratedJson {
    // the default limit of depth, 500 or 1000 by version, bounds the work for hostile output
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private GeneratedJson() {}

    /** The JSON, or null when the text is not one JSON value. */
    public static @Nullable JsonNode json(String text) {
        if (!mayBeJson(text)) {
            return null;
        }
        try {
            JsonNode node = READER.readTree(text);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Whether it begins like JSON: most texts are prose, and an exception for each of them is expensive. */
    private static boolean mayBeJson(String text) {
        int at = 0;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length()
                && ("{[\"-0123456789".indexOf(text.charAt(at)) >= 0
                        || text.startsWith("true", at)
                        || text.startsWith("false", at)
                        || text.startsWith("null", at));
    }

    /** Whether an object in JSON has a property twice, of which most clients see the last only. */
    public static boolean repeatsProperty(String json) {
        try (JsonParser parser =
                READER.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION).createParser(json)) {
            while (parser.nextToken() != null) {
                // until the end
            }
            return false;
        } catch (IOException e) {
            // the text was read before without this feature
            return true;
        }
    }

    /** Whether the text is the beginning of a JSON object or of an array of objects, and ends in the middle. */
    public static boolean isCut(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[{")) {
            return false;
        }
        try (JsonParser parser = READER.createParser(start)) {
            while (parser.nextToken() != null) {
                // until the end of the value, or of the text
            }
            return false;
        } catch (JsonEOFException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
