package dev.loupe.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Splits a stream of bytes into lines, in memory that is bounded by the longest line allowed. */
final class LineReader {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int end;
    private int line;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param bytes without the line feed; null when the line is longer than one record may be
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(int number, byte @Nullable [] bytes) {}

    /** The number of the line that would be read next. */
    int nextNumber() {
        return line + 1;
    }

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException {
        if (from == end && !fill()) {
            return null;
        }
        line++;
        var bytes = new ByteArrayOutputStream(0);
        boolean tooLong = false;
        do {
            int at = from;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            tooLong |= bytes.size() + (at - from) > Bounds.RECORD_BYTES;
            if (tooLong) {
                bytes.reset();
            } else {
                bytes.write(buffer, from, at - from);
            }
            from = at;
            if (at < end) {
                from++;
                break;
            }
        } while (fill());
        return new Line(line, tooLong ? null : bytes.toByteArray());
    }

    /** The first bytes and all that follow; null when that is more than one record may be. */
    byte @Nullable [] rest(byte[] first) throws IOException {
        var bytes = new ByteArrayOutputStream(first.length + (end - from));
        bytes.writeBytes(first);
        do {
            bytes.write(buffer, from, end - from);
            from = end;
            if (bytes.size() > Bounds.RECORD_BYTES) {
                return null;
            }
        } while (fill());
        return bytes.toByteArray();
    }

    private boolean fill() throws IOException {
        from = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
