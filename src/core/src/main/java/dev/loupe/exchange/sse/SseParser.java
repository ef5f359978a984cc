package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.ByteSlice;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.LineScanner;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parses an event stream: bytes in, split anywhere as they arrive; events out, each as soon as it is complete. Follows the
 * event-stream rules of the HTML standard (section 9.2.6), for recorded and live responses. Beyond a limit it throws {@link
 * InputLimits.Exceeded} and cannot be used further.
 */
public final class SseParser {
    private static final byte[] DATA = ascii("data");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] ERROR = ascii("error");
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] LINE_FEED = ascii("\n");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Consumer<? super SseEvent> events;
    private final EventJsonReader frames = new EventJsonReader();
    private final List<SseEvent> droppedAtStart = new ArrayList<>(0);
    private final Bytes unfinished = new Bytes();
    private final Bytes joined = new Bytes();
    private @Nullable ByteSlice data;
    private String type = "";
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private double lineAt;
    private double eventAt;
    private int emitted;
    private long total;

    public SseParser(Consumer<? super SseEvent> events) {
        this.events = events;
    }

    /** The events of a whole stream. */
    public static List<SseEvent> read(List<TimedBytes> pieces) {
        List<SseEvent> events = new ArrayList<>(pieces.size());
        SseParser reader = new SseParser(events::add);
        for (TimedBytes piece : pieces) {
            reader.feed(piece.bytes(), 0, piece.bytes().length, piece.at());
        }
        reader.end();
        return events;
    }

    /**
     * Parses the bytes that have arrived.
     *
     * @param bytes must not change afterwards: events refer to them
     * @param at milliseconds since the request was sent; negative when not known
     */
    public void feed(byte[] bytes, int offset, int length, double at) {
        total += length;
        if (total > InputLimits.BODY_BYTES) {
            throw new InputLimits.Exceeded(
                    "the stream is larger than the limit of " + InputLimits.mebibytes(InputLimits.BODY_BYTES));
        }
        int end = offset + length;
        int from = offset;
        while (from < end) {
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (bytes[from] == '\n') {
                    from++;
                    continue;
                }
            }
            if (unfinished.length == 0) {
                lineAt = at;
            }
            int lineEnd = LineScanner.first(bytes, from, end);
            if (lineEnd == end) {
                append(unfinished, bytes, from, end);
                return;
            }
            if (unfinished.length == 0) {
                line(new ByteSlice(bytes, from, lineEnd));
            } else {
                append(unfinished, bytes, from, lineEnd);
                line(unfinished.take());
            }
            afterCarriageReturn = bytes[lineEnd] == '\r';
            from = lineEnd + 1;
        }
    }

    /**
     * Ends the stream. The standard drops an event without a final blank line; servers that omit it are common and clients
     * accept it, so an event with complete content ({@code [DONE]} or a JSON object) counts. A truncated one is dropped: a
     * truncated stream is recognised by its missing end, not by a frame that does not parse. Several lines of data up to
     * {@code [DONE]} are not truncated: they are chunks without a blank line between them.
     */
    public void end() {
        if (unfinished.length > 0) {
            line(unfinished.take());
        }
        if (data != null) {
            SseEvent last = event();
            if (last.data().endsWith("[DONE]")
                    || (last.json() != null && last.json().isObject())) {
                emit(last);
            }
        }
        reset();
    }

    private void line(ByteSlice line) {
        byte[] bytes = line.bytes();
        int from = line.from();
        int end = line.end();
        if (firstLine) {
            firstLine = false;
            if (startsWith(bytes, from, end, BYTE_ORDER_MARK)) {
                from += BYTE_ORDER_MARK.length;
            }
        }
        if (from == end) {
            dispatch();
            return;
        }
        int colon = from;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, end);
        if (value < end && bytes[value] == ' ') {
            value++;
        }
        if (is(bytes, from, colon, DATA)) {
            begin();
            data(new ByteSlice(bytes, value, end));
        } else if (is(bytes, from, colon, EVENT)) {
            begin();
            type = new String(bytes, value, end - value, StandardCharsets.UTF_8);
        } else if (is(bytes, from, colon, ERROR)) {
            // not in the standard: llama.cpp reported failures in mid-stream this way until late 2025
            begin();
            type = "error";
            data(new ByteSlice(bytes, value, end));
        } else if (bytes[from] == '{') {
            dropped(line);
        } else if (isDataInOtherLetters(bytes, from, colon)) {
            dropped(new ByteSlice(bytes, value, end));
        }
    }

    /**
     * A chunk in a line that clients drop is an event, so that its text is not missing from the rest. Without any line that clients
     * read, the response is no event stream.
     */
    private void dropped(ByteSlice line) {
        if (data != null || !type.isEmpty()) {
            return;
        }
        checkLimit(line.length());
        JsonNode json = json(line);
        if (json == null || !(json.has("choices") || json.has("error"))) {
            return;
        }
        SseEvent event = new SseEvent(lineAt, type, line, json, true);
        if (emitted == 0) {
            droppedAtStart.add(event);
        } else {
            emit(event);
        }
    }

    private static boolean isDataInOtherLetters(byte[] bytes, int from, int colon) {
        return colon - from >= DATA.length
                && colon - from <= DATA.length + 1
                && new String(bytes, from, colon - from, StandardCharsets.UTF_8)
                        .stripTrailing()
                        .equalsIgnoreCase("data");
    }

    private void begin() {
        if (data == null && type.isEmpty()) {
            eventAt = lineAt;
        }
    }

    /** Most events have one line of data, which is not copied. */
    private void data(ByteSlice line) {
        if (data == null) {
            checkLimit(line.length());
            data = line;
            return;
        }
        if (joined.length == 0) {
            append(joined, data.bytes(), data.from(), data.end());
        }
        append(joined, LINE_FEED, 0, 1);
        append(joined, line.bytes(), line.from(), line.end());
    }

    private void dispatch() {
        if (joined.length > 0 || (data != null && data.length() > 0)) {
            emit(event());
        }
        reset();
    }

    private void emit(SseEvent event) {
        emitted++;
        droppedAtStart.forEach(events);
        droppedAtStart.clear();
        events.accept(event);
    }

    private void reset() {
        joined.length = 0;
        data = null;
        type = "";
    }

    private SseEvent event() {
        ByteSlice whole = joined.length > 0 || data == null ? joined.take() : data;
        return new SseEvent(eventAt, type, whole, json(whole), false);
    }

    private @Nullable JsonNode json(ByteSlice data) {
        if (is(data.bytes(), data.from(), data.end(), DONE)) {
            return null;
        }
        if (Utf8.isValid(data.bytes(), data.from(), data.length())) {
            return frames.parseOrNull(data);
        }
        // the standard decodes before it parses: bytes that are not UTF-8 are U+FFFD then
        String text = new String(data.bytes(), data.from(), data.length(), StandardCharsets.UTF_8);
        return StrictJson.parseOrNull(text.getBytes(StandardCharsets.UTF_8), StrictJson.DuplicateKeys.LAST);
    }

    private void append(Bytes to, byte[] bytes, int from, int end) {
        checkLimit(to.length + (long) (end - from));
        to.append(bytes, from, end);
    }

    private void checkLimit(long length) {
        if (length > InputLimits.EVENT_BYTES) {
            throw new InputLimits.Exceeded("event %d of the stream is larger than the limit of %s"
                    .formatted(emitted, InputLimits.mebibytes(InputLimits.EVENT_BYTES)));
        }
    }

    private static boolean is(byte[] bytes, int from, int end, byte[] expected) {
        return Arrays.equals(bytes, from, end, expected, 0, expected.length);
    }

    private static boolean startsWith(byte[] bytes, int from, int end, byte[] prefix) {
        return end - from >= prefix.length && is(bytes, from, from + prefix.length, prefix);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A growing buffer that is reused for all events. */
    private static final class Bytes {
        private byte[] array = {};
        private int length;

        private void append(byte[] bytes, int from, int end) {
            int needed = length + end - from;
            if (needed > array.length) {
                array = Arrays.copyOf(array, Math.max(needed, array.length * 2));
            }
            System.arraycopy(bytes, from, array, length, end - from);
            length = needed;
        }

        /** A copy of all bytes; the buffer is empty afterwards. */
        private ByteSlice take() {
            ByteSlice taken = new ByteSlice(Arrays.copyOf(array, length), 0, length);
            length = 0;
            return taken;
        }
    }
}
