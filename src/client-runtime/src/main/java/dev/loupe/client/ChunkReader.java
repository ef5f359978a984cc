package dev.loupe.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.ErrorBody;
import dev.loupe.client.error.LogExcerpt;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.client.transport.ResponseHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bytes of a stream into chunks and decides whether the stream is complete: every choice must have a finish reason. Used by
 * one thread at a time.
 */
final class ChunkReader<R extends ApiObject, C extends ApiObject> {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private enum State {
        BEGINNING,
        EVENTS,
        DOCUMENT,
        FINISHED
    }

    private final int status;
    private final ResponseHeaders headers;
    private final ResponseLimits limits;
    private final ResponseDecoder<R, C> decoder;
    private final ErrorFrames errors;
    private final SseByteReader events;
    private final FrameJsonParser frameParser = new FrameJsonParser();
    private final ChatTypes<R, C> types;
    private final DocumentBody<R, C> document;
    private final ChunkAccumulator accumulated;
    /** The response when it is not a stream. */
    private @Nullable R complete;

    private State state = State.BEGINNING;
    private long received;
    private int frames;
    private boolean ended;
    private @Nullable Throwable cause;
    private @Nullable ChatException failure;
    /** Read ahead by {@link #readFirst}. */
    private @Nullable C first;

    ChunkReader(int status, ResponseHeaders headers, ResponseLimits limits, ResponseDecoder<R, C> decoder) {
        this.status = status;
        this.headers = headers;
        this.limits = limits;
        this.decoder = decoder;
        this.types = decoder.types();
        this.accumulated = new ChunkAccumulator(types.choices());
        this.document = new DocumentBody<>(status, headers, limits, decoder);
        this.errors = new ErrorFrames(status, headers, decoder);
        this.events = new SseByteReader(limits.maxFrameBytes());
    }

    /** Rejects a compressed stream: none is requested, and compression delays events and can exceed memory. */
    void rejectCompressed() {
        String encoding = headers.first("content-encoding").orElse("identity").strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw decoder.complaint(
                    status, headers, "the stream is compressed with " + encoding + ", which was not requested");
        }
    }

    /** Adds bytes of the body. */
    void offer(List<ByteBuffer> bytesList) {
        for (ByteBuffer bytes : bytesList) {
            received += bytes.remaining();
            if (state == State.BEGINNING) {
                detectFormat(bytes);
            }
            if (state == State.DOCUMENT) {
                document.offer(bytes);
            } else {
                events.offer(bytes);
            }
        }
    }

    /** Ends the body; {@code cause} is null when it ended without a failure. */
    void end(@Nullable Throwable cause) {
        ended = true;
        this.cause = cause;
    }

    boolean isFinished() {
        return state == State.FINISHED && first == null;
    }

    /** Whether every choice has ended: only the usage and the end marker may follow. */
    boolean isComplete() {
        return accumulated.isComplete();
    }

    /** The completion of the chunks so far; null without chunks. */
    @Nullable
    R partial() {
        if (complete != null) {
            return complete;
        }
        ObjectNode sum = accumulated.partial();
        return sum == null ? null : JsonCodec.read(sum, types.response());
    }

    /** The next chunk; null when the stream is finished or more bytes are needed. */
    @Nullable
    C poll() {
        if (first != null) {
            C chunk = first;
            first = null;
            return chunk;
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return state == State.DOCUMENT ? pollDocument() : pollEvents();
        } catch (SseByteReader.FrameTooLong tooLong) {
            throw remember(streamFailure(tooLong.description(), ErrorBody.of(null)));
        } catch (PieceJoiner.CannotJoin conflict) {
            throw remember(streamFailure(
                    "Frame " + frames + " of the stream cannot be joined: " + conflict.getMessage(),
                    ErrorBody.of(null)));
        } catch (ChatException failed) {
            throw remember(failed);
        }
    }

    /**
     * Reads the first event, as far as it has been received, so that an error in its place can be retried. A failure that is not an
     * error response is thrown by {@link #poll}.
     *
     * @return whether the first event has begun and is incomplete
     */
    boolean readFirst() {
        try {
            first = poll();
        } catch (StreamException broken) {
            return false;
        }
        return first == null
                && state != State.FINISHED
                && !ended
                && (state == State.DOCUMENT || state == State.BEGINNING || events.hasPartOfEvent());
    }

    /** Stores the failure: later calls throw it again. */
    <E extends ChatException> E remember(E failed) {
        failure = failed;
        return failed;
    }

    StreamException streamFailure(String message, ErrorBody error) {
        return new StreamException(decoder.hideSecrets(message), error, partial(), null);
    }

    private @Nullable C pollEvents() {
        while (state != State.FINISHED && events.next()) {
            if (events.dataIs(DONE)) {
                return conclude();
            }
            C chunk = chunk(false);
            if (chunk != null) {
                return chunk;
            }
        }
        if (received > limits.maxStreamBytes()) {
            throw streamFailure(
                    "the stream is longer than " + limits.maxStreamBytes() + " bytes (limit maxStreamBytes)",
                    ErrorBody.of(null));
        }
        if (!ended || state == State.FINISHED) {
            return null;
        }
        if (events.lastUnterminated() && !events.dataIs(DONE)) {
            C last = chunk(true);
            if (last != null) {
                return last;
            }
        }
        return conclude();
    }

    /** The event as a chunk; null when it is empty. Throws the error that it reports. */
    private @Nullable C chunk(boolean unterminated) {
        String event = events.event();
        if (event != null && event.equals("ping")) {
            return null;
        }
        frames++;
        if (event != null && event.equals("error")) {
            throw errors.reported(events.text(), accumulated.isEmpty(), this::partial);
        }
        ObjectNode chunk;
        try {
            chunk = frameParser.chunk(events.array(), events.offset(), events.length());
        } catch (JacksonException notJson) {
            if (unterminated) {
                return null; // truncated inside a frame
            }
            // the message of the parser quotes the frame, which may contain an echoed key
            throw streamFailure(
                    "Frame " + frames + " of the stream is not the JSON of one chunk: " + LogExcerpt.of(events.text()),
                    ErrorBody.of(null));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading an array in memory failed", impossible);
        }
        if (!frameParser.isSimilar() && ChunkContent.isError(chunk, types.choices())) {
            if (ChunkContent.hasChoices(chunk)) {
                accumulated.add(chunk);
            }
            throw errors.reported(events.text(), accumulated.isEmpty(), this::partial);
        }
        if (ChunkContent.isEmpty(chunk)) {
            return null;
        }
        frameParser.add(chunk, accumulated);
        return frameParser.read(chunk, types.chunk());
    }

    private @Nullable C conclude() {
        if (!accumulated.isComplete()) {
            throw endedEarly();
        }
        state = State.FINISHED;
        return null;
    }

    private StreamException endedEarly() {
        StringBuilder message = new StringBuilder("The stream ended early: ");
        if (frames == 0) {
            message.append("no event received");
        } else {
            message.append("no finish reason in ").append(frames).append(" frames");
        }
        if (cause != null) {
            message.append(", the connection was lost (")
                    .append(LogExcerpt.of(String.valueOf(cause.getMessage())))
                    .append(')');
        }
        return new StreamException(decoder.hideSecrets(message.toString()), ErrorBody.of(null), partial(), cause);
    }

    private void detectFormat(ByteBuffer bytes) {
        int first = DocumentBody.firstContent(bytes);
        if (first >= 0) {
            state = DocumentBody.beginsAt(bytes, first) ? State.DOCUMENT : State.EVENTS;
            if (state == State.DOCUMENT) {
                bytes.position(first);
            }
        }
    }

    private @Nullable C pollDocument() {
        document.requireAllowedSize();
        if (!ended) {
            return null;
        }
        if (cause != null) {
            throw endedEarly();
        }
        R whole = document.response();
        complete = whole;
        state = State.FINISHED;
        return document.asChunk(whole);
    }
}
