package dev.loupe.exchange.imports;

import java.io.IOException;

/** Bits of a Zstandard stream: forward for the description of tables, backward for entropy-coded data. */
final class ZstdBits {
    private final byte[] bytes;
    private final int from;
    private final int end;
    private final boolean backward;
    /** The next bit when forward; the number of bits that are left when backward, negative beyond the start. */
    private int position;

    private ZstdBits(byte[] bytes, int from, int end, boolean backward) throws IOException {
        if (from > end || end > bytes.length) {
            throw invalid();
        }
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.backward = backward;
    }

    static ZstdBits forward(byte[] bytes, int from, int end) throws IOException {
        return new ZstdBits(bytes, from, end, false);
    }

    /** The highest bit that is set in the last byte ends the data. */
    static ZstdBits backward(byte[] bytes, int from, int end) throws IOException {
        ZstdBits bits = new ZstdBits(bytes, from, end, true);
        int last = from == end ? 0 : bytes[end - 1] & 0xff;
        if (last == 0) {
            throw invalid();
        }
        bits.position = 8 * (end - 1 - from) + 31 - Integer.numberOfLeadingZeros(last);
        return bits;
    }

    static IOException invalid() {
        return new IOException("no valid Zstandard frame");
    }

    int read(int count) throws IOException {
        if (backward) {
            position -= count;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            int at = position + i;
            if (at >= 0) {
                if (from + (at >> 3) >= end) {
                    throw invalid();
                }
                value |= ((bytes[from + (at >> 3)] >> (at & 7)) & 1) << i;
            }
        }
        if (!backward) {
            position += count;
        }
        return value;
    }

    void rewind() {
        position--;
    }

    int position() {
        return position;
    }

    /** The index of the next whole byte. */
    int nextByte() {
        return from + (position + 7) / 8;
    }
}
