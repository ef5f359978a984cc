package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;

/** The body of a request or of an answer that is not a stream. */
public sealed interface Body {
    /** A body that is JSON, as it was said: no member dropped, no number coerced. */
    record Json(JsonNode value) implements Body {}

    /** A body that is text but not JSON. */
    record Text(String text) implements Body {}

    /** A body that is not text. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Bytes(byte[] bytes) implements Body {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** No body. */
    record None() implements Body {}

    /** The JSON, or a missing node when this is not JSON. */
    default JsonNode json() {
        return this instanceof Json json ? json.value() : MissingNode.getInstance();
    }
}
