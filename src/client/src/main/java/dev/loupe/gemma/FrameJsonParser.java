package dev.loupe.gemma;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import dev.loupe.gemma.model.ChatCompletionChunk;
import java.io.IOException;

/**
 * Parses the JSON of all frames with one parser, because a parser for each frame uses more memory than the rest of the frame. Jackson's
 * only parser that accepts further input is the non-blocking one. Do not use it after an exception.
 */
final class FrameJsonParser {
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final CompleteValues values;
    private final PreviousFrame frameBefore = new PreviousFrame();
    /** Number of bytes fed before this frame; locations of the parser count all bytes. */
    private long fed;

    FrameJsonParser() {
        try {
            parser = ResponseDecoder.JSON.createNonBlockingByteArrayParser();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser without a source cannot fail", impossible);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        values = new CompleteValues(parser);
    }

    /**
     * The chunk in these bytes.
     *
     * @throws com.fasterxml.jackson.core.JacksonException when they are not exactly one JSON object
     */
    ChatCompletionChunk chunk(byte[] bytes, int offset, int length) throws IOException {
        ChatCompletionChunk similar = frameBefore.sameButForText(bytes, offset, length);
        return similar == null ? parse(bytes, offset, length) : similar;
    }

    private ChatCompletionChunk parse(byte[] bytes, int offset, int length) throws IOException {
        values.textEnd = -1;
        values.watching = frameBefore.isDue();
        parser.clearCurrentToken(); // the last token was the end of the input
        feeder.feedInput(bytes, offset, offset + length);
        ChatCompletionChunk chunk = ChatCompletionChunk.read(values);
        if (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
            throw new JsonEOFException(parser, parser.currentToken(), "The frame has more than one value");
        }
        if (values.textEnd >= 0) {
            int quote = (int) (values.textEnd - fed) + offset - 1;
            frameBefore.remember(chunk, bytes, offset, length, quote);
        }
        fed += length;
        return chunk;
    }

    /** Releases the buffers of the parser. */
    void close() {
        try {
            parser.close();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser without a source cannot fail", impossible);
        }
    }

    /** A frame is complete input: where the parser would wait for more, the JSON is truncated. */
    private static final class CompleteValues extends JsonParserDelegate {
        /** End of the text of the first choice; negative when there is none or it is not watched. */
        private long textEnd;

        private boolean watching;

        CompleteValues(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == JsonToken.NOT_AVAILABLE) {
                throw new JsonEOFException(this, token, "The JSON of the frame is truncated");
            }
            if (watching && token == JsonToken.VALUE_STRING && isTextOfFirstChoice(delegate.getParsingContext())) {
                textEnd = delegate.currentLocation().getByteOffset();
            }
            return token;
        }

        /** {@code /choices/0/delta/content}, compared from its end. */
        private static boolean isTextOfFirstChoice(JsonStreamContext at) {
            if (!"content".equals(at.getCurrentName())) {
                return false;
            }
            JsonStreamContext choice = at.getParent();
            JsonStreamContext list = choice == null ? null : choice.getParent();
            JsonStreamContext chunk = list == null ? null : list.getParent();
            return choice != null
                    && list != null
                    && chunk != null
                    && "delta".equals(choice.getCurrentName())
                    && list.inArray()
                    && list.getCurrentIndex() == 0
                    && "choices".equals(chunk.getCurrentName())
                    && chunk.getParent() != null
                    && chunk.getParent().inRoot();
        }
    }
}
