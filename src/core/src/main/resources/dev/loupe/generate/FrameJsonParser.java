package dev.loupe.gemma;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.loupe.gemma.model.ChatCompletionChunk;
import java.io.IOException;

/** Parses the JSON of a frame. */
final class FrameJsonParser {
    /**
     * The chunk in these bytes.
     *
     * @throws com.fasterxml.jackson.core.JacksonException when they are not exactly one JSON object
     */
    ChatCompletionChunk chunk(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = ResponseDecoder.JSON.createParser(bytes, offset, length)) {
            ChatCompletionChunk chunk = ChatCompletionChunk.read(parser);
            if (parser.nextToken() != null) {
                throw new JsonEOFException(parser, parser.currentToken(), "The frame has more than one value");
            }
            return chunk;
        }
    }

    /** Nothing is kept between frames. */
    void close() {
        // nothing to release
    }
}
