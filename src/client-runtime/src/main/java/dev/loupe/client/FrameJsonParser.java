package dev.loupe.client;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;

/** Parses the JSON of the frames of one stream. */
final class FrameJsonParser {
    private final SimilarFrame similar = new SimilarFrame();
    private boolean isSimilar;

    /**
     * The chunk in these bytes, valid until the next call.
     *
     * @throws com.fasterxml.jackson.core.JacksonException when they are not exactly one JSON object
     */
    ObjectNode chunk(byte[] bytes, int offset, int length) throws IOException {
        ObjectNode same = similar.update(bytes, offset, length);
        isSimilar = same != null;
        if (same != null) {
            return same;
        }
        ObjectNode parsed = parse(bytes, offset, length);
        if (similar.isDue()) {
            similar.remember(parsed, bytes, offset, length);
        }
        return parsed;
    }

    /** Whether the chunk has the properties of an earlier one, and the same finish reasons. */
    boolean isSimilar() {
        return isSimilar;
    }

    /** Adds the chunk to a completion. */
    void add(ObjectNode chunk, ChunkAccumulator sum) {
        if (isSimilar) {
            similar.addTo(sum, chunk);
        } else {
            sum.add(chunk);
        }
    }

    /** The chunk with its type. */
    <C> C read(ObjectNode chunk, JsonCodec.Reader<C> reader) {
        if (!isSimilar) {
            return JsonCodec.read(chunk, reader);
        }
        try {
            return similar.read(reader);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading tokens in memory failed", impossible);
        }
    }

    private static ObjectNode parse(byte[] bytes, int offset, int length) throws IOException {
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
}
