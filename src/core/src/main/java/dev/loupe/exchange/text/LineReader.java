package dev.loupe.exchange.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream of bytes into lines, in memory bounded by the longest allowed line. */
public final class LineReader {
    /** A line that is longer is skipped up to here, and then the input ends: a device may have no end. */
    private static final long LONGEST_SKIPPED = 1L << 30;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int end;
    private int line;
    private boolean endless;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param bytes without the line feed; null when the line is longer than the limit of a record
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Line(int number, byte @Nullable [] bytes) {}

    /** The number of the next line. */
    public int nextNumber() {
        return line + 1;
    }

    /** The next line, null at the end. */
    @Nullable
    public Line next() throws IOException {
        if (from == end && !fill()) {
            return null;
        }
        line++;
        int at = LineScanner.lineFeed(buffer, from, end);
        if (at < end) {
            // most lines are complete in the buffer
            return new Line(line, take(at));
        }
        var bytes = new ByteArrayOutputStream(2 * (end - from));
        boolean tooLong = false;
        long length = 0;
        do {
            at = LineScanner.lineFeed(buffer, from, end);
            tooLong |= bytes.size() + (at - from) > InputLimits.RECORD_BYTES;
            if (tooLong) {
                bytes.reset();
            } else {
                bytes.write(buffer, from, at - from);
            }
            length += at - from;
            from = at;
            endless = at == end && length > LONGEST_SKIPPED;
            if (at < end) {
                from++;
                break;
            }
        } while (fill());
        return new Line(line, tooLong ? null : bytes.toByteArray());
    }

    /** The bytes up to a line feed, which is skipped. */
    private byte[] take(int lineFeed) {
        byte[] bytes = Arrays.copyOfRange(buffer, from, lineFeed);
        from = lineFeed + 1;
        return bytes;
    }

    /** The first bytes and all that follow; null when that is more than the limit of a record. */
    public byte @Nullable [] rest(byte[] first) throws IOException {
        var bytes = new ByteArrayOutputStream(first.length + (end - from));
        bytes.writeBytes(first);
        do {
            bytes.write(buffer, from, end - from);
            from = end;
            if (bytes.size() > InputLimits.RECORD_BYTES) {
                return null;
            }
        } while (fill());
        return bytes.toByteArray();
    }

    private boolean fill() throws IOException {
        from = 0;
        end = endless ? 0 : Math.max(0, in.read(buffer));
        return end > 0;
    }
}
