package dev.loupe.exchange.imports;

import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into JSON values: one on each line, several on a line, on several lines each, or after a record
 * separator (RFC 7464). The memory is bounded by the longest allowed value. A damaged value ends with its line when the next line
 * begins with an object that cannot belong to it.
 */
final class JsonValues {
    /** A value that is longer is skipped up to here, and then the input ends: a device may have no end. */
    private static final long LONGEST_SKIPPED = 1L << 30;

    private static final int SEPARATOR = 0x1e;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int line = 1;
    private byte[] value = new byte[1 << 12];
    private long length;

    JsonValues(InputStream in) {
        this.in = in;
    }

    /**
     * One value, or a line that has none.
     *
     * @param line its first line, from 1
     * @param bytes null when it is larger than the limit of a record
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(int line, byte @Nullable [] bytes) {}

    /** The next value, null at the end. */
    @Nullable
    Value next() throws IOException {
        while (isBlank(peek()) || peek() == '\n' || peek() == SEPARATOR) {
            line += buffer[at++] == '\n' ? 1 : 0;
        }
        if (peek() < 0 || length > LONGEST_SKIPPED) {
            return null;
        }
        int first = line;
        length = 0;
        readValue();
        return new Value(
                first, length > InputLimits.RECORD_BYTES ? null : Arrays.copyOf(value, Math.toIntExact(length)));
    }

    private void readValue() throws IOException {
        int depth = 0;
        boolean string = false;
        int last = 0;
        while (peek() >= 0 && peek() != SEPARATOR && length <= LONGEST_SKIPPED) {
            int c = take();
            if (c == '\n') {
                line++;
                boolean objectMayFollow = !string && (last == ',' || last == ':' || last == '[');
                if (depth <= 0 || (peek() == '{' && !objectMayFollow)) {
                    return;
                }
                string = false;
            } else if (string) {
                string = c != '"';
                if (c == '\\' && peek() >= ' ') {
                    take();
                }
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0 && anotherFollows()) {
                return;
            }
            last = isBlank(c) || c == '\n' ? last : c;
        }
    }

    /** Whether another value follows on the line. */
    private boolean anotherFollows() throws IOException {
        while (isBlank(peek())) {
            take();
        }
        return peek() == '{' || peek() == '[';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private int take() throws IOException {
        int c = peek();
        at++;
        if (length < InputLimits.RECORD_BYTES) {
            if (length == value.length) {
                value = Arrays.copyOf(value, 2 * value.length);
            }
            value[(int) length] = (byte) c;
        }
        length++;
        return c;
    }

    private int peek() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at < end ? buffer[at] & 0xff : -1;
    }
}
