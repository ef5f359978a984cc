package dev.loupe.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of a {@code text/event-stream} in chunks of bytes without copying: the caller gets a range of the buffer that is valid
 * until the next call. Rules: WHATWG HTML, section "Server-sent events".
 */
final class SseByteReader {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BELOW = 0x0E0E0E0E0E0E0E0EL;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final int maxFrame;
    private byte[] buffer = new byte[16 * 1024];
    /** Bytes before this are consumed. */
    private int lineStart;
    /** Bytes from the start of the line to here have no line end. */
    private int scanned;

    private int limit;

    private int dataStart = -1;
    private int dataEnd;
    private @Nullable String event;

    private boolean begun;
    /** After a CR: it may be the first half of a CRLF whose LF has not been received. */
    private boolean skipLineFeed;

    private boolean dispatched;

    SseByteReader(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    /** Copies the bytes to a buffer that is reused. */
    void offer(ByteBuffer bytes) {
        int count = bytes.remaining();
        makeRoom(count);
        bytes.get(buffer, limit, count);
        limit += count;
    }

    /**
     * Moves to the next event that has data. False when more bytes are needed; the remaining bytes are kept.
     *
     * @throws FrameTooLong when an event, or a line, grows beyond the limit
     */
    boolean next() {
        if (dispatched) {
            forgetEvent();
        }
        if (!begun && !skipByteOrderMark()) {
            return false;
        }
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                checkSize();
                return false;
            }
            boolean blank = end == lineStart;
            skipLineFeed = buffer[end] == '\r';
            if (!blank) {
                takeLine(lineStart, end);
            }
            lineStart = end + 1;
            scanned = lineStart;
            if (blank && endEvent()) {
                return true;
            }
        }
    }

    /** After the last byte: whether there is a last event without a blank line. */
    boolean lastUnterminated() {
        if (dispatched) {
            forgetEvent();
        }
        if (limit > lineStart) {
            takeLine(lineStart, limit);
            lineStart = limit;
            scanned = limit;
        }
        return endEvent();
    }

    /** Whether an event has begun; comments are not a part of one. */
    boolean hasPartOfEvent() {
        return !dispatched && (dataStart >= 0 || event != null || (limit > lineStart && buffer[lineStart] != ':'));
    }

    byte[] array() {
        return buffer;
    }

    int offset() {
        return dataStart;
    }

    int length() {
        return dataEnd - dataStart;
    }

    /** The name of the event; null for the default name.*/
    @Nullable
    String event() {
        return event;
    }

    /** Whether the data is this text, with or without blanks around it. */
    boolean dataIs(byte[] expected) {
        int start = dataStart;
        int end = dataEnd;
        while (end - start > expected.length && isBlank(buffer[start])) {
            start++;
        }
        while (end - start > expected.length && isBlank(buffer[end - 1])) {
            end--;
        }
        return Arrays.equals(buffer, start, end, expected, 0, expected.length);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n';
    }

    /** The data as text, for a message. */
    String text() {
        return new String(buffer, dataStart, length(), StandardCharsets.UTF_8);
    }

    private boolean skipByteOrderMark() {
        int present = Math.min(limit, BYTE_ORDER_MARK.length);
        boolean matches = Arrays.equals(buffer, 0, present, BYTE_ORDER_MARK, 0, present);
        if (matches && present < BYTE_ORDER_MARK.length) {
            return false;
        }
        if (matches) {
            lineStart = present;
            scanned = present;
        }
        begun = true;
        return true;
    }

    private int lineEnd() {
        if (skipLineFeed && lineStart < limit) {
            skipLineFeed = false;
            if (buffer[lineStart] == '\n') {
                lineStart++;
                scanned = lineStart;
            }
        }
        byte[] bytes = buffer;
        int end = limit;
        int i = scanned;
        while (i < end) {
            if (i + Long.BYTES <= end && !hasControl((long) WORDS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return i;
            }
            i++;
        }
        scanned = end;
        return -1;
    }

    /** Whether one of eight bytes is below 14, as line ends are; JSON has them between values only. */
    private static boolean hasControl(long word) {
        return ((word - BELOW) & ~word & HIGH_BITS) != 0;
    }

    private void takeLine(int start, int end) {
        int colon = start;
        while (colon < end && buffer[colon] != ':') {
            colon++;
        }
        // comments (lines that begin with a colon), "id" and "retry" are not used by chat streams
        int value = Math.min(colon + 1, end);
        if (value < end && buffer[value] == ' ') {
            value++;
        }
        if (isField(start, colon, DATA)) {
            addData(value, end);
        } else if (isField(start, colon, EVENT)) {
            String name = new String(buffer, value, end - value, StandardCharsets.UTF_8);
            event = name.isEmpty() || name.equals("message") ? null : name;
        }
    }

    private boolean isField(int start, int colon, byte[] name) {
        return Arrays.equals(buffer, start, colon, name, 0, name.length);
    }

    private void addData(int start, int end) {
        if (dataStart < 0) {
            dataStart = start;
            dataEnd = end;
            return;
        }
        // a further line is moved up to the one before it: "data" and its colon always leave room for the line feed
        // between them
        buffer[dataEnd++] = '\n';
        System.arraycopy(buffer, start, buffer, dataEnd, end - start);
        dataEnd += end - start;
    }

    private boolean endEvent() {
        if (dataStart >= 0 && dataEnd > dataStart) {
            if (length() > maxFrame) {
                throw new FrameTooLong(maxFrame);
            }
            dispatched = true;
            return true;
        }
        forgetEvent();
        return false;
    }

    private void forgetEvent() {
        dispatched = false;
        dataStart = -1;
        event = null;
    }

    private void checkSize() {
        // from the data's start, so that lines of comments after it count too: they stay in the buffer until the event
        // ends
        if (limit - (dataStart < 0 ? lineStart : dataStart) > maxFrame) {
            throw new FrameTooLong(maxFrame);
        }
    }

    private void makeRoom(int count) {
        if (dispatched) {
            forgetEvent();
        }
        int keep = dataStart < 0 ? lineStart : dataStart;
        if (limit + count <= buffer.length) {
            return;
        }
        int kept = limit - keep;
        byte[] target = kept + count <= buffer.length
                ? buffer
                : new byte[Math.max(Math.addExact(kept, count), Math.min(buffer.length * 2, 1 << 30))];
        System.arraycopy(buffer, keep, target, 0, kept);
        buffer = target;
        limit -= keep;
        lineStart -= keep;
        scanned -= keep;
        if (dataStart >= 0) {
            dataStart -= keep;
            dataEnd -= keep;
        }
    }

    /** An event above the size limit. */
    static final class FrameTooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int maxFrame;

        FrameTooLong(int maxFrame) {
            this.maxFrame = maxFrame;
        }

        String description() {
            return "An event of the stream is longer than " + maxFrame + " bytes (limit maxFrameBytes)";
        }
    }
}
