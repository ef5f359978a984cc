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
 * Reads the JSON of one frame after another with one parser. Making a parser for each frame costs more memory than all else about it;
 * Jackson's only parser that takes more input is the non-blocking one. After an exception it is not to be used again.
 */
final class FrameJsonParser {
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final WholeValues whole;
    private final PreviousFrame frameBefore = new PreviousFrame();
    /** How many bytes the parser was given before this frame: it counts all of them. */
    private long fed;

    FrameJsonParser() {
        try {
            parser = ResponseDecoder.JSON.createNonBlockingByteArrayParser();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser without a source cannot fail", impossible);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        whole = new WholeValues(parser);
    }

    /**
     * The chunk in these bytes.
     *
     * @throws com.fasterxml.jackson.core.JacksonException when they are not one whole JSON object
     */
    ChatCompletionChunk chunk(byte[] bytes, int offset, int length) throws IOException {
        ChatCompletionChunk alike = frameBefore.sameButForText(bytes, offset, length);
        return alike == null ? parse(bytes, offset, length) : alike;
    }

    private ChatCompletionChunk parse(byte[] bytes, int offset, int length) throws IOException {
        whole.textEnd = -1;
        whole.watching = frameBefore.isDue();
        parser.clearCurrentToken(); // the last thing that it said was that it has read all
        feeder.feedInput(bytes, offset, offset + length);
        ChatCompletionChunk chunk = ChatCompletionChunk.read(whole);
        if (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
            throw new JsonEOFException(parser, parser.currentToken(), "There is more than one value in the frame");
        }
        if (whole.textEnd >= 0) {
            int quote = (int) (whole.textEnd - fed) + offset - 1;
            frameBefore.remember(chunk, bytes, offset, length, quote);
        }
        fed += length;
        return chunk;
    }

    /** Gives the parser's buffers back. */
    void close() {
        try {
            parser.close();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser without a source cannot fail", impossible);
        }
    }

    /** A frame is all that there is: where the parser would wait for more, it has ended too early. */
    private static final class WholeValues extends JsonParserDelegate {
        /** Where the text of the first choice ended; negative when none came, or nobody wants to know. */
        private long textEnd;

        private boolean watching;

        WholeValues(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == JsonToken.NOT_AVAILABLE) {
                throw new JsonEOFException(this, token, "The frame ends in the middle of its JSON");
            }
            if (watching && token == JsonToken.VALUE_STRING && isTextOfFirstChoice(delegate.getParsingContext())) {
                textEnd = delegate.currentLocation().getByteOffset();
            }
            return token;
        }

        /** {@code /choices/0/delta/content}, read from its end. */
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
