package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.StrictJson.DuplicateKeys;
import dev.loupe.exchange.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;

/** The body of a request or of a non-streaming response. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface Body {
    /** A JSON body, unchanged: no property dropped, no number coerced. */
    record Json(JsonNode value) implements Body {}

    /** A body that is text but not JSON. */
    record Text(String text) implements Body {
        /** Whether it is JSON by the grammar alone: an object has a property twice, and clients read the first, the last or none. */
        public boolean hasDuplicateProperty() {
            return StrictJson.parseOrNull(text.getBytes(StandardCharsets.UTF_8), DuplicateKeys.LAST) != null;
        }
    }

    /** A body that is not text. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Bytes(byte[] bytes) implements Body {
        /** The text of UTF-16 with a byte order mark; empty for other bytes. */
        public Optional<String> utf16() {
            int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
            return mark == 0xFEFF || mark == 0xFFFE
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_16))
                    : Optional.empty();
        }

        /** The offset of the first byte that is not UTF-8; -1 when all are. */
        public int firstInvalid() {
            return Utf8.firstInvalid(bytes, 0, bytes.length);
        }

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

    /**
     * A body from its bytes: JSON when it is JSON, else text when it is UTF-8, else bytes. JSON with a duplicate property
     * stays text, because a tree would hide one of the two.
     *
     * @throws InputLimits.Exceeded when it is JSON beyond a bound
     */
    static Body of(byte[] bytes) {
        if (bytes.length == 0) {
            return new None();
        }
        if (!Utf8.isValid(bytes, 0, bytes.length)) {
            return new Bytes(bytes);
        }
        JsonNode json = StrictJson.parseOrNull(bytes, DuplicateKeys.REJECT);
        return json == null ? new Text(new String(bytes, StandardCharsets.UTF_8)) : new Json(json);
    }

    /** The JSON, or a missing node when this is not JSON. */
    default JsonNode json() {
        return this instanceof Json json ? json.value() : MissingNode.getInstance();
    }
}
