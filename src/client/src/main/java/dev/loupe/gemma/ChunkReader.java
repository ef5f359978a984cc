package dev.loupe.gemma;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.gemma.error.ErrorBody;
import dev.loupe.gemma.error.GemmaException;
import dev.loupe.gemma.error.LogExcerpt;
import dev.loupe.gemma.error.StreamException;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.transport.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream: bytes go in, in any pieces, chunks come out. The one place that decides whether a stream was whole: it was when every
 * choice in it has a finish reason, and not before. Used by one thread at a time.
 */
final class ChunkReader {
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
    private final ResponseDecoder answers;
    private final SseByteReader events;
    private final FrameJsonParser frameParser = new FrameJsonParser();
    private final ByteArrayOutputStream document = new ByteArrayOutputStream(0);
    private final ChunkAccumulator accumulated = new ChunkAccumulator();
    private State state = State.BEGINNING;
    private long received;
    private int frames;
    private boolean ended;
    private @Nullable Throwable broken;
    private @Nullable GemmaException failure;

    ChunkReader(int status, ResponseHeaders headers, ResponseLimits limits, ResponseDecoder answers) {
        this.status = status;
        this.headers = headers;
        this.limits = limits;
        this.answers = answers;
        this.events = new SseByteReader(limits.maxFrameBytes());
    }

    /** A stream is never asked for in compressed form; one that comes so all the same would hold events back, or be a bomb. */
    void refuseCompressed() {
        String encoding = headers.first("content-encoding").orElse("identity").strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw answers.complaint(
                    status, headers, "the stream is compressed with " + encoding + ", which was not asked for");
        }
    }

    /** Takes more of the body. */
    void offer(List<ByteBuffer> piece) {
        for (ByteBuffer bytes : piece) {
            received += bytes.remaining();
            if (state == State.BEGINNING) {
                recognise(bytes);
            }
            if (state == State.DOCUMENT) {
                byte[] part = new byte[bytes.remaining()];
                bytes.get(part);
                document.writeBytes(part);
            } else {
                events.offer(bytes);
            }
        }
    }

    /** The body is over; {@code cause} says how it broke, null that it did not. */
    void end(@Nullable Throwable cause) {
        ended = true;
        broken = cause;
    }

    boolean isFinished() {
        return state == State.FINISHED;
    }

    /** Whether every choice that began has ended: what may still come is the usage and the end mark. */
    boolean isWhole() {
        return accumulated.isWhole();
    }

    /** What has come so far; null when nothing has. */
    @Nullable
    ChatCompletion soFar() {
        return accumulated.answer();
    }

    /** The next chunk; null when there is none: because the stream is finished, or because more bytes are needed. */
    @Nullable
    ChatCompletionChunk poll() {
        if (failure != null) {
            throw failure;
        }
        try {
            return state == State.DOCUMENT ? pollDocument() : pollEvents();
        } catch (SseByteReader.FrameTooLong tooLong) {
            throw remember(streamFailure(tooLong.said(), ErrorBody.of(null)));
        } catch (GemmaException failed) {
            throw remember(failed);
        }
    }

    /** What a later call gets as well: a stream that failed once stays failed. */
    <E extends GemmaException> E remember(E failed) {
        failure = failed;
        return failed;
    }

    StreamException streamFailure(String message, ErrorBody error) {
        return new StreamException(answers.hideSecrets(message), error, soFar(), null);
    }

    private @Nullable ChatCompletionChunk pollEvents() {
        while (state != State.FINISHED && events.next()) {
            if (events.dataIs(DONE)) {
                return conclude();
            }
            ChatCompletionChunk chunk = chunk(false);
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
            ChatCompletionChunk last = chunk(true);
            if (last != null) {
                return last;
            }
        }
        return conclude();
    }

    /** The event as a chunk; null when it says nothing. Throws what it reports. */
    private @Nullable ChatCompletionChunk chunk(boolean unterminated) {
        String event = events.event();
        if (event != null && event.equals("ping")) {
            return null;
        }
        frames++;
        if (event != null && event.equals("error")) {
            throw reported(events.text());
        }
        ChatCompletionChunk chunk;
        try {
            chunk = frameParser.chunk(events.array(), events.offset(), events.length());
        } catch (JacksonException notJson) {
            if (unterminated) {
                return null; // cut in the middle of a frame
            }
            // the parser's own message quotes the frame, and with it a key that a server may have echoed
            throw streamFailure(frameIs("not the JSON of one chunk"), ErrorBody.of(null));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading an array in memory failed", impossible);
        }
        if (isError(chunk)) {
            if (!chunk.choices().isEmpty()) {
                accumulated.add(chunk);
            }
            throw reported(events.text());
        }
        if (saysNothing(chunk)) {
            return null;
        }
        accumulated.add(chunk);
        return chunk;
    }

    private static boolean saysNothing(ChatCompletionChunk chunk) {
        return chunk.choices().isEmpty()
                && !chunk.hasExtras()
                && chunk.usage().isEmpty()
                && chunk.id().isEmpty();
    }

    private static boolean isError(ChatCompletionChunk chunk) {
        // as an object it is a member of the contract, as text it is one of the extras
        if (chunk.error().isPresent() || chunk.extra("error").isPresent()) {
            return true;
        }
        for (ChunkChoice choice : chunk.choices()) {
            if (choice.extra("error").isPresent()) {
                return true;
            }
            if (choice.finishReason().isPresent()
                    && choice.finishReason().get().value().equals("error")) {
                return true;
            }
        }
        return chunk.choices().isEmpty() && isProvidersErrorBody(chunk);
    }

    private static boolean isProvidersErrorBody(ChatCompletionChunk chunk) {
        return chunk.extra("statusCode").isPresent()
                || chunk.extra("message").isPresent()
                || chunk.extra("detail").isPresent()
                || chunk.extra("errors").isPresent();
    }

    private StreamException reported(String frame) {
        String clean = answers.hideSecrets(frame);
        JsonNode json = ResponseDecoder.tree(clean);
        ErrorBody error = json != null && json.isObject() ? ErrorBody.of(json) : new ErrorBody(clean, null, null);
        String requestId = error.requestId() != null
                ? error.requestId()
                : headers.first("x-inference-id")
                        .or(() -> headers.first("x-request-id"))
                        .orElse(null);
        String said = error.message() == null ? clean : error.message();
        String aside = error.code() == null ? "" : " (code " + LogExcerpt.of(error.code()) + ")";
        return streamFailure(
                "The server reported an error in the stream: " + LogExcerpt.of(said) + aside,
                new ErrorBody(error.message(), error.code(), requestId));
    }

    private String frameIs(String what) {
        return "Frame " + frames + " of the stream is " + what + ": " + LogExcerpt.of(events.text());
    }

    private @Nullable ChatCompletionChunk conclude() {
        if (!accumulated.isWhole()) {
            throw endedEarly();
        }
        state = State.FINISHED;
        frameParser.close();
        return null;
    }

    private StreamException endedEarly() {
        StringBuilder message = new StringBuilder("The stream ended early: ");
        if (frames == 0) {
            message.append("no event came");
        } else {
            message.append("no finish reason came in ").append(frames).append(" frames");
        }
        if (broken != null) {
            message.append(", the connection broke (")
                    .append(LogExcerpt.of(String.valueOf(broken.getMessage())))
                    .append(')');
        }
        return new StreamException(answers.hideSecrets(message.toString()), ErrorBody.of(null), soFar(), broken);
    }

    /** An event stream begins with a field or a comment; what begins like JSON or HTML is a whole document, whatever the header says. */
    private void recognise(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            boolean blank = b == ' ' || b == '\t' || b == '\r' || b == '\n';
            boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
            if (!blank && !mark) {
                state = b == '{' || b == '[' || b == '<' ? State.DOCUMENT : State.EVENTS;
                if (state == State.DOCUMENT) {
                    bytes.position(i);
                }
                return;
            }
        }
    }

    private @Nullable ChatCompletionChunk pollDocument() {
        if (document.size() > limits.maxBodyBytes()) {
            throw answers.complaint(
                    status,
                    headers,
                    "the body is longer than " + limits.maxBodyBytes() + " bytes (limit maxBodyBytes)");
        }
        if (!ended) {
            return null;
        }
        if (broken != null) {
            throw endedEarly();
        }
        byte[] body = document.toByteArray();
        ChatCompletion whole = answers.completion(status, headers, body);
        ChatCompletionChunk chunk = asChunk(whole);
        accumulated.add(chunk);
        state = State.FINISHED;
        return chunk;
    }

    /** A whole answer, said as the one chunk of a stream: its messages are the deltas. */
    private static ChatCompletionChunk asChunk(ChatCompletion whole) {
        if (!(ResponseDecoder.tree(whole.toJson()) instanceof ObjectNode tree)) {
            throw new IllegalStateException("an answer that is not an object");
        }
        tree.put("object", "chat.completion.chunk");
        for (JsonNode choice : tree.path("choices")) {
            if (choice instanceof ObjectNode members && members.has("message")) {
                members.set("delta", members.remove("message"));
            }
        }
        return ChatCompletionChunk.fromJson(tree.toString());
    }
}
