package dev.loupe.exchange.imports;

import java.io.IOException;
import java.util.Arrays;

/** The prefix code of literals (RFC 8878, section 4.2). */
final class ZstdHuffman {
    private static final int LONGEST = 11;

    private final int bits;
    private final int[] symbols;
    private final int[] lengths;
    /** The index after the description. */
    final int end;

    private ZstdHuffman(int[] weights, int count, int end) throws IOException {
        this.end = end;
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }
        bits = 32 - Integer.numberOfLeadingZeros(sum);
        int left = (1 << bits) - sum;
        if (sum == 0 || bits > LONGEST || Integer.bitCount(left) != 1) {
            throw ZstdBits.invalid();
        }
        weights[count] = 32 - Integer.numberOfLeadingZeros(left);
        symbols = new int[1 << bits];
        lengths = new int[1 << bits];
        int at = 0;
        // the codes of the smallest weights, which are the longest, come first
        for (int weight = 1; weight <= bits; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    int span = 1 << (weight - 1);
                    Arrays.fill(symbols, at, at + span, symbol);
                    Arrays.fill(lengths, at, at + span, bits + 1 - weight);
                    at += span;
                }
            }
        }
    }

    static ZstdHuffman read(byte[] bytes, int from) throws IOException {
        int header = bytes[from] & 0xff;
        int[] weights = new int[257];
        if (header >= 128) {
            int count = header - 127;
            for (int i = 0; i < count; i++) {
                int pair = bytes[from + 1 + i / 2];
                weights[i] = (i % 2 == 0 ? pair >> 4 : pair) & 0xf;
            }
            return new ZstdHuffman(weights, count, from + 1 + (count + 1) / 2);
        }
        int end = from + 1 + header;
        ZstdBits description = ZstdBits.forward(bytes, from + 1, end);
        ZstdTable table = ZstdTable.read(description, 6, 16);
        ZstdBits in = ZstdBits.backward(bytes, description.nextByte(), end);
        int[] states = {in.read(table.bits), in.read(table.bits)};
        int count = 0;
        for (int turn = 0; ; turn = 1 - turn) {
            weights[count++] = table.symbol(states[turn]);
            states[turn] = table.next(states[turn], in);
            if (in.position() < 0) {
                weights[count++] = table.symbol(states[1 - turn]);
                return new ZstdHuffman(weights, count, end);
            }
        }
    }

    /** Decodes one stream; returns the index after its output. */
    int decode(byte[] bytes, int from, int streamEnd, byte[] out, int at) throws IOException {
        ZstdBits in = ZstdBits.backward(bytes, from, streamEnd);
        int state = in.read(bits);
        int to = at;
        while (in.position() > -bits) {
            out[to++] = (byte) symbols[state];
            int length = lengths[state];
            state = ((state << length) + in.read(length)) & ((1 << bits) - 1);
        }
        return to;
    }
}
