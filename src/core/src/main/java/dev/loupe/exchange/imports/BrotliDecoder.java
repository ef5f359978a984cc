package dev.loupe.exchange.imports;

import dev.loupe.exchange.imports.BrotliBits.Code;
import java.io.IOException;
import java.util.Arrays;

/** Decodes Brotli (RFC 7932) in memory; for bodies of recordings, where simplicity counts more than speed. */
final class BrotliDecoder {
    /** Symbols of the first 16 distance codes: which of the last distances, and what is added. */
    private static final int[] LAST = {0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};

    private static final int[] ADDED = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};
    private static final int WITHOUT_DISTANCE = 128;

    private final BrotliBits in;
    private final int limit;
    private byte[] out = new byte[1 << 12];
    private int size;
    /** The latest first. */
    private final int[] distances = {4, 11, 15, 16};

    private int window;

    private BrotliDecoder(byte[] bytes, int limit) {
        this.in = new BrotliBits(bytes);
        this.limit = limit;
    }

    /**
     * The decoded bytes.
     *
     * @param limit no more bytes than this are decoded
     */
    static byte[] decoded(byte[] bytes, int limit) throws IOException {
        BrotliDecoder decoder = new BrotliDecoder(bytes, limit);
        try {
            decoder.stream();
        } catch (IndexOutOfBoundsException invalid) {
            throw BrotliBits.invalid();
        }
        return Arrays.copyOf(decoder.out, decoder.size);
    }

    private void stream() throws IOException {
        window = (1 << windowBits()) - 16;
        boolean last = false;
        while (!last && size < limit) {
            last = in.read(1) == 1;
            if (last && in.read(1) == 1) {
                return;
            }
            int nibbles = in.read(2);
            if (nibbles == 3) {
                skipMetadata();
                continue;
            }
            int length = in.read(4 * (nibbles + 4)) + 1;
            if (!last && in.read(1) == 1) {
                append(in.bytes(length));
            } else {
                new MetaBlock(length).read();
            }
        }
    }

    private int windowBits() throws IOException {
        if (in.read(1) == 0) {
            return 16;
        }
        int more = in.read(3);
        if (more != 0) {
            return 17 + more;
        }
        int less = in.read(3);
        return less == 0 ? 17 : 8 + less;
    }

    private void skipMetadata() throws IOException {
        in.read(1);
        int bytes = in.read(2);
        in.bytes(bytes == 0 ? 0 : in.read(8 * bytes) + 1);
    }

    private void append(byte[] bytes) {
        for (byte each : bytes) {
            append(each);
        }
    }

    private void append(byte next) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = next;
    }

    /** The types of one kind of block, which change while a meta-block is read. */
    private final class Blocks {
        final int types;
        private final Code typeCode;
        private final Code countCode;
        private int left;
        private int before = 1;
        int type;

        Blocks() throws IOException {
            types = in.count();
            if (types == 1) {
                typeCode = Code.of(0);
                countCode = typeCode;
                left = Integer.MAX_VALUE;
            } else {
                typeCode = in.code(types + 2);
                countCode = in.code(26);
                left = count();
            }
        }

        private int count() throws IOException {
            int symbol = in.symbol(countCode);
            return BrotliTables.BLOCK_BASE[symbol] + in.read(BrotliTables.BLOCK_EXTRA[symbol]);
        }

        /** The type of the next symbol. */
        int next() throws IOException {
            if (left == 0) {
                int symbol = in.symbol(typeCode);
                int next = symbol == 0 ? before : symbol == 1 ? (type + 1) % types : symbol - 2;
                before = type;
                type = next;
                left = count();
            }
            left--;
            return type;
        }
    }

    /** A part of the stream with prefix codes of its own. */
    private final class MetaBlock {
        private final int end;
        private final Blocks literals = new Blocks();
        private final Blocks commands = new Blocks();
        private final Blocks copies = new Blocks();
        private final int postfix = in.read(2);
        private final int direct = in.read(4) << postfix;
        private final int[] modes;
        private final int[] literalMap;
        private final int[] distanceMap;
        private final Code[] literalCodes;
        private final Code[] commandCodes;
        private final Code[] distanceCodes;

        MetaBlock(int length) throws IOException {
            end = Math.min(limit, size + length);
            modes = new int[literals.types];
            for (int i = 0; i < modes.length; i++) {
                modes[i] = in.read(2);
            }
            int literalTrees = in.count();
            literalMap = in.contextMap(64 * literals.types, literalTrees);
            int distanceTrees = in.count();
            distanceMap = in.contextMap(4 * copies.types, distanceTrees);
            literalCodes = codes(literalTrees, 256);
            commandCodes = codes(commands.types, 704);
            distanceCodes = codes(distanceTrees, 16 + direct + (48 << postfix));
        }

        private Code[] codes(int count, int alphabet) throws IOException {
            Code[] codes = new Code[count];
            for (int i = 0; i < count; i++) {
                codes[i] = in.code(alphabet);
            }
            return codes;
        }

        void read() throws IOException {
            while (size < end) {
                int command = in.symbol(commandCodes[commands.next()]);
                int insert = BrotliTables.INSERT_GROUP[command >> 6] + ((command >> 3) & 7);
                int copy = BrotliTables.COPY_GROUP[command >> 6] + (command & 7);
                int insertLength = BrotliTables.INSERT_BASE[insert] + in.read(BrotliTables.INSERT_EXTRA[insert]);
                int copyLength = BrotliTables.COPY_BASE[copy] + in.read(BrotliTables.COPY_EXTRA[copy]);
                for (int i = 0; i < insertLength && size < end; i++) {
                    append((byte) literal());
                }
                if (size < end) {
                    copy(copyLength, command < WITHOUT_DISTANCE);
                }
            }
        }

        private int literal() throws IOException {
            int type = literals.next();
            int last = size > 0 ? out[size - 1] & 0xff : 0;
            int before = size > 1 ? out[size - 2] & 0xff : 0;
            int context = BrotliTables.context(modes[type], last, before);
            return in.symbol(literalCodes[literalMap[64 * type + context]]);
        }

        private void copy(int length, boolean again) throws IOException {
            int symbol = again ? 0 : distanceSymbol(length);
            int distance = distance(symbol);
            if (distance <= 0) {
                throw BrotliBits.invalid();
            }
            int reach = Math.min(window, size);
            if (distance > reach) {
                byte[] word = BrotliTables.word(length, distance - reach - 1);
                if (word == null) {
                    throw BrotliBits.invalid();
                }
                append(word);
                return;
            }
            if (symbol != 0) {
                System.arraycopy(distances, 0, distances, 1, 3);
                distances[0] = distance;
            }
            for (int i = 0; i < length && size < end; i++) {
                append(out[size - distance]);
            }
        }

        private int distanceSymbol(int length) throws IOException {
            int type = copies.next();
            return in.symbol(distanceCodes[distanceMap[4 * type + Math.min(length, 5) - 2]]);
        }

        private int distance(int symbol) throws IOException {
            if (symbol < 16) {
                return distances[LAST[symbol]] + ADDED[symbol];
            }
            int rest = symbol - 16 - direct;
            if (rest < 0) {
                return symbol - 15;
            }
            int bits = 1 + (rest >> (postfix + 1));
            int offset = ((2 + ((rest >> postfix) & 1)) << bits) - 4;
            return ((offset + in.read(bits)) << postfix) + (rest & ((1 << postfix) - 1)) + direct + 1;
        }
    }
}
