package dev.loupe.exchange.imports;

import java.io.IOException;

/** A decoding table of finite state entropy (RFC 8878, section 4.1). */
final class ZstdTable {
    final int bits;
    private final int[] symbols;
    private final int[] lengths;
    private final int[] next;

    private ZstdTable(int bits, int[] symbols, int[] lengths, int[] next) {
        this.bits = bits;
        this.symbols = symbols;
        this.lengths = lengths;
        this.next = next;
    }

    /** The table of one symbol, which takes no bits. */
    static ZstdTable of(int symbol) {
        return new ZstdTable(0, new int[] {symbol}, new int[1], new int[1]);
    }

    /** The table of a distribution; -1 stands for a probability below one. */
    static ZstdTable of(int bits, int[] distribution) throws IOException {
        int size = 1 << bits;
        int[] symbols = new int[size];
        int[] states = new int[distribution.length];
        int high = size;
        for (int symbol = 0; symbol < distribution.length; symbol++) {
            if (distribution[symbol] == -1) {
                symbols[--high] = symbol;
                states[symbol] = 1;
            }
        }
        int at = 0;
        for (int symbol = 0; symbol < distribution.length; symbol++) {
            for (int i = 0; i < distribution[symbol]; i++) {
                symbols[at] = symbol;
                do {
                    at = (at + (size >> 1) + (size >> 3) + 3) & (size - 1);
                } while (at >= high && high > 0);
            }
            states[symbol] = distribution[symbol] > 0 ? distribution[symbol] : states[symbol];
        }
        if (at != 0) {
            throw ZstdBits.invalid();
        }
        int[] lengths = new int[size];
        int[] next = new int[size];
        for (int i = 0; i < size; i++) {
            int state = states[symbols[i]]++;
            lengths[i] = bits - (31 - Integer.numberOfLeadingZeros(state));
            next[i] = (state << lengths[i]) - size;
        }
        return new ZstdTable(bits, symbols, lengths, next);
    }

    /** Reads the description of a table. */
    static ZstdTable read(ZstdBits in, int mostBits, int mostSymbols) throws IOException {
        int bits = in.read(4) + 5;
        if (bits > mostBits) {
            throw ZstdBits.invalid();
        }
        int remaining = 1 << bits;
        int[] distribution = new int[mostSymbols];
        int symbol = 0;
        while (remaining > 0) {
            int probability = probability(in, remaining);
            remaining -= Math.abs(probability);
            if (symbol >= mostSymbols || remaining < 0) {
                throw ZstdBits.invalid();
            }
            distribution[symbol++] = probability;
            int zeros = probability == 0 ? 3 : 0;
            while (zeros == 3) {
                zeros = in.read(2);
                symbol += zeros;
            }
        }
        return of(bits, distribution);
    }

    private static int probability(ZstdBits in, int remaining) throws IOException {
        int count = 32 - Integer.numberOfLeadingZeros(remaining + 1);
        int value = in.read(count);
        int lower = (1 << (count - 1)) - 1;
        int threshold = (1 << count) - 1 - (remaining + 1);
        if ((value & lower) < threshold) {
            in.rewind();
            value &= lower;
        } else if (value > lower) {
            value -= threshold;
        }
        return value - 1;
    }

    int symbol(int state) {
        return symbols[state];
    }

    int next(int state, ZstdBits in) throws IOException {
        return next[state] + in.read(lengths[state]);
    }
}
