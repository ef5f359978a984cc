package dev.loupe.client;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;

/** Parses the JSON of a frame. */
final class FrameJsonParser {
    /**
     * The chunk in these bytes.
     *
     * @throws com.fasterxml.jackson.core.JacksonException when they are not exactly one JSON object
     */
    ObjectNode chunk(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = ResponseDecoder.JSON.createParser(bytes, offset, length)) {
            parser.nextToken();
            JsonNode chunk = parser.hasCurrentToken() ? JsonCodec.tree(parser) : null;
            if (!(chunk instanceof ObjectNode object)) {
                throw new JsonParseException(parser, "The frame is not an object");
            }
            if (parser.nextToken() != null) {
                throw new JsonEOFException(parser, parser.currentToken(), "The frame has more than one value");
            }
            return object;
        }
    }

    /** Nothing is kept between frames. */
    void close() {
        // nothing to release
    }
}
