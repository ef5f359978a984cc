package dev.loupe.exchange.imports;

import java.io.IOException;
import java.util.Arrays;

/** The bits of a Brotli stream, and its prefix codes. */
final class BrotliBits {
    private static final int[] LENGTH_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int[] LENGTH_BITS = {2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4};
    private static final int[] LENGTH_VALUE = {0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5};
    private static final int LONGEST = 15;

    private final byte[] bytes;
    private int bit;

    BrotliBits(byte[] bytes) {
        this.bytes = bytes;
    }

    static IOException invalid() {
        return new IOException("no valid Brotli stream");
    }

    int read(int count) throws IOException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= next() << i;
        }
        return value;
    }

    private int next() throws IOException {
        if (bit >> 3 >= bytes.length) {
            throw new IOException("the Brotli stream is cut off");
        }
        int value = (bytes[bit >> 3] >> (bit & 7)) & 1;
        bit++;
        return value;
    }

    private int peek(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int at = bit + i;
            value |= at >> 3 < bytes.length ? ((bytes[at >> 3] >> (at & 7)) & 1) << i : 0;
        }
        return value;
    }

    /** The next whole bytes. */
    byte[] bytes(int count) throws IOException {
        int from = (bit + 7) >> 3;
        if (count > bytes.length - from) {
            throw new IOException("the Brotli stream is cut off");
        }
        bit = (from + count) << 3;
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** A number from 1 to 256. */
    int count() throws IOException {
        if (read(1) == 0) {
            return 1;
        }
        int bits = read(3);
        return (1 << bits) + read(bits) + 1;
    }

    /** A canonical prefix code: the symbols in the order of their codes, and how many have each length. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Code(int[] symbols, int[] counts) {
        static Code of(int[] lengths) {
            int[] counts = new int[LONGEST + 1];
            int used = 0;
            for (int length : lengths) {
                counts[length]++;
                used += length == 0 ? 0 : 1;
            }
            counts[0] = 0;
            int[] symbols = new int[used];
            int at = 0;
            for (int length = 1; length <= LONGEST; length++) {
                for (int symbol = 0; counts[length] > 0 && symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        symbols[at++] = symbol;
                    }
                }
            }
            return new Code(symbols, counts);
        }

        /** The code of the only symbol, which takes no bits. */
        static Code of(int symbol) {
            return new Code(new int[] {symbol}, new int[LONGEST + 1]);
        }
    }

    int symbol(Code code) throws IOException {
        if (code.symbols().length == 1) {
            return code.symbols()[0];
        }
        int value = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            value |= next();
            int count = code.counts()[length];
            if (value - first < count) {
                return code.symbols()[index + value - first];
            }
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        throw invalid();
    }

    /** A prefix code for an alphabet of this size. */
    Code code(int alphabet) throws IOException {
        int skipped = read(2);
        return skipped == 1 ? simple(alphabet) : complex(alphabet, skipped);
    }

    private Code simple(int alphabet) throws IOException {
        int count = read(2) + 1;
        int bits = 32 - Integer.numberOfLeadingZeros(alphabet - 1);
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = read(bits);
            if (symbols[i] >= alphabet) {
                throw invalid();
            }
        }
        if (count == 1) {
            return Code.of(symbols[0]);
        }
        int[] byPosition =
                switch (count) {
                    case 2 -> new int[] {1, 1};
                    case 3 -> new int[] {1, 2, 2};
                    default -> read(1) == 0 ? new int[] {2, 2, 2, 2} : new int[] {1, 2, 3, 3};
                };
        int[] lengths = new int[alphabet];
        for (int i = 0; i < count; i++) {
            lengths[symbols[i]] = byPosition[i];
        }
        return Code.of(lengths);
    }

    private Code complex(int alphabet, int skipped) throws IOException {
        int[] lengths = new int[LENGTH_ORDER.length];
        int space = 32;
        int used = 0;
        int only = 0;
        for (int i = skipped; i < LENGTH_ORDER.length && space > 0; i++) {
            int peeked = peek(4);
            read(LENGTH_BITS[peeked]);
            int length = LENGTH_VALUE[peeked];
            if (length != 0) {
                lengths[LENGTH_ORDER[i]] = length;
                space -= 32 >> length;
                only = LENGTH_ORDER[i];
                used++;
            }
        }
        if (space != 0 && used != 1) {
            throw invalid();
        }
        return Code.of(lengths(alphabet, used == 1 ? Code.of(only) : Code.of(lengths)));
    }

    private int[] lengths(int alphabet, Code code) throws IOException {
        int[] lengths = new int[alphabet];
        int previous = 8;
        int repeat = 0;
        int repeated = 0;
        int space = 1 << LONGEST;
        int at = 0;
        while (at < alphabet && space > 0) {
            int symbol = symbol(code);
            if (symbol < 16) {
                repeat = 0;
                lengths[at++] = symbol;
                if (symbol != 0) {
                    previous = symbol;
                    space -= 1 << (LONGEST - symbol);
                }
                continue;
            }
            int length = symbol == 16 ? previous : 0;
            if (repeated != length) {
                repeat = 0;
                repeated = length;
            }
            int before = repeat;
            repeat = (repeat > 0 ? (repeat - 2) << (symbol - 14) : 0) + read(symbol - 14) + 3;
            if (repeat - before > alphabet - at) {
                throw invalid();
            }
            Arrays.fill(lengths, at, at + repeat - before, length);
            at += repeat - before;
            space -= length == 0 ? 0 : (repeat - before) << (LONGEST - length);
        }
        if (space != 0) {
            throw invalid();
        }
        return lengths;
    }

    /** Which code applies in each context. */
    int[] contextMap(int size, int codes) throws IOException {
        int[] map = new int[size];
        if (codes == 1) {
            return map;
        }
        int runs = read(1) == 0 ? 0 : read(4) + 1;
        Code code = code(codes + runs);
        for (int at = 0; at < size; ) {
            int symbol = symbol(code);
            if (symbol > 0 && symbol <= runs) {
                at += (1 << symbol) + read(symbol);
            } else {
                map[at++] = symbol == 0 ? 0 : symbol - runs;
            }
            if (at > size) {
                throw invalid();
            }
        }
        if (read(1) == 1) {
            moveToFront(map);
        }
        return map;
    }

    private static void moveToFront(int[] map) {
        int[] order = new int[256];
        Arrays.setAll(order, i -> i);
        for (int i = 0; i < map.length; i++) {
            int index = map[i];
            int value = order[index];
            System.arraycopy(order, 0, order, 1, index);
            order[0] = value;
            map[i] = value;
        }
    }
}
