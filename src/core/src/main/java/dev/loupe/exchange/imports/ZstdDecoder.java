package dev.loupe.exchange.imports;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes Zstandard (RFC 8878) in memory, without dictionaries; for bodies of recordings. */
final class ZstdDecoder {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int MOST_LITERALS = 1 << 18;

    private static final int[] LENGTH_BASE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };
    private static final int[] LENGTHS = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    };
    private static final int[] MATCHES = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };
    private static final int[] OFFSETS = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };

    private final byte[] in;
    private final int limit;
    private int at;
    private byte[] out = new byte[1 << 12];
    private int size;

    private int[] offsets = {1, 4, 8};
    private @Nullable ZstdHuffman huffman;
    private @Nullable ZstdTable lengthTable;
    private @Nullable ZstdTable offsetTable;
    private @Nullable ZstdTable matchTable;

    private ZstdDecoder(byte[] in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * The decoded bytes of all frames.
     *
     * @param limit no more bytes than this are decoded
     */
    static byte[] decoded(byte[] bytes, int limit) throws IOException {
        ZstdDecoder decoder = new ZstdDecoder(bytes, limit);
        try {
            while (decoder.at < bytes.length && decoder.size < limit) {
                decoder.frame();
            }
        } catch (IndexOutOfBoundsException invalid) {
            throw ZstdBits.invalid();
        }
        return Arrays.copyOf(decoder.out, Math.min(decoder.size, limit));
    }

    private int little(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[at++] & 0xff) << (8 * i);
        }
        return value;
    }

    private void frame() throws IOException {
        int magic = little(4);
        if ((magic & ~0xf) == SKIPPABLE) {
            int length = little(4);
            if (length < 0 || length > in.length - at) {
                throw ZstdBits.invalid();
            }
            at += length;
            return;
        }
        if (magic != MAGIC) {
            throw ZstdBits.invalid();
        }
        int descriptor = little(1);
        boolean single = (descriptor & 0x20) != 0;
        int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
        int contentSize = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >> 6];
        at += single ? 0 : 1;
        if (little(dictionary) != 0) {
            throw new IOException("it needs a dictionary");
        }
        at += contentSize;
        offsets = new int[] {1, 4, 8};
        huffman = null;
        lengthTable = null;
        offsetTable = null;
        matchTable = null;
        boolean last = false;
        while (!last && size < limit) {
            int header = little(3);
            last = (header & 1) == 1;
            block((header >> 1) & 3, header >> 3);
        }
        at += (descriptor & 4) == 0 ? 0 : 4;
    }

    private void block(int type, int length) throws IOException {
        switch (type) {
            case 0 -> {
                append(in, at, length);
                at += length;
            }
            case 1 -> {
                byte[] run = new byte[Math.min(length, MOST_LITERALS)];
                Arrays.fill(run, in[at++]);
                append(run, 0, run.length);
            }
            case 2 -> {
                int end = at + length;
                sequences(literals(), end);
                at = end;
            }
            default -> throw ZstdBits.invalid();
        }
    }

    private void append(byte[] from, int start, int count) throws IOException {
        if (count < 0 || start + count > from.length) {
            throw ZstdBits.invalid();
        }
        reserve(count);
        System.arraycopy(from, start, out, size, count);
        size += count;
    }

    private void reserve(int count) {
        if (size + count > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + count));
        }
    }

    private byte[] literals() throws IOException {
        int first = in[at] & 0xff;
        int type = first & 3;
        int format = (first >> 2) & 3;
        if (type < 2) {
            int length = format == 1 ? little(2) >> 4 : format == 3 ? little(3) >> 4 : little(1) >> 3;
            byte[] literals = new byte[Math.min(length, MOST_LITERALS)];
            if (type == 0) {
                System.arraycopy(in, at, literals, 0, literals.length);
                at += literals.length;
            } else {
                Arrays.fill(literals, in[at++]);
            }
            return literals;
        }
        int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
        long header = 0;
        int headerBytes = (4 + 2 * bits + 7) / 8;
        for (int i = 0; i < headerBytes; i++) {
            header |= (long) (in[at++] & 0xff) << (8 * i);
        }
        int length = (int) (header >> 4) & ((1 << bits) - 1);
        int end = at + ((int) (header >> (4 + bits)) & ((1 << bits) - 1));
        byte[] literals = compressed(type, format == 0 ? 1 : 4, length, end);
        at = end;
        return literals;
    }

    private byte[] compressed(int type, int streams, int length, int end) throws IOException {
        if (type == 2) {
            huffman = ZstdHuffman.read(in, at);
            at = huffman.end;
        }
        ZstdHuffman code = huffman;
        if (code == null) {
            throw ZstdBits.invalid();
        }
        byte[] literals = new byte[length];
        int to = 0;
        int[] sizes = new int[streams - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = little(2);
        }
        for (int i = 0; i < streams; i++) {
            int streamEnd = i < sizes.length ? at + sizes[i] : end;
            to = code.decode(in, at, streamEnd, literals, to);
            at = streamEnd;
        }
        if (to != length) {
            throw ZstdBits.invalid();
        }
        return literals;
    }

    private void sequences(byte[] literals, int end) throws IOException {
        int count = little(1);
        count = count < 128 ? count : count < 255 ? ((count - 128) << 8) + little(1) : little(2) + 0x7F00;
        int used = 0;
        if (count > 0) {
            int modes = little(1);
            lengthTable = table(modes >> 6, lengthTable, 6, LENGTHS, 9);
            offsetTable = table((modes >> 4) & 3, offsetTable, 5, OFFSETS, 8);
            matchTable = table((modes >> 2) & 3, matchTable, 6, MATCHES, 9);
            used = sequences(literals, count, ZstdBits.backward(in, at, end), lengthTable, offsetTable, matchTable);
        }
        append(literals, used, literals.length - used);
    }

    private ZstdTable table(int mode, @Nullable ZstdTable last, int bits, int[] predefined, int mostBits)
            throws IOException {
        switch (mode) {
            case 0 -> {
                return ZstdTable.of(bits, predefined);
            }
            case 1 -> {
                return ZstdTable.of(little(1));
            }
            case 2 -> {
                ZstdBits description = ZstdBits.forward(in, at, in.length);
                ZstdTable table = ZstdTable.read(description, mostBits, 64);
                at = description.nextByte();
                return table;
            }
            default -> {
                if (last == null) {
                    throw ZstdBits.invalid();
                }
                return last;
            }
        }
    }

    private int sequences(
            byte[] literals, int count, ZstdBits bits, ZstdTable lengths, ZstdTable offsetCodes, ZstdTable matches)
            throws IOException {
        int lengthState = bits.read(lengths.bits);
        int offsetState = bits.read(offsetCodes.bits);
        int matchState = bits.read(matches.bits);
        int used = 0;
        for (int i = 0; i < count && size < limit; i++) {
            int code = offsetCodes.symbol(offsetState);
            if (code > 30) {
                throw ZstdBits.invalid();
            }
            int offsetValue = (1 << code) + bits.read(code);
            int match = matches.symbol(matchState);
            int matchLength = MATCH_BASE[match] + bits.read(MATCH_BITS[match]);
            int literal = lengths.symbol(lengthState);
            int literalLength = LENGTH_BASE[literal] + bits.read(LENGTH_BITS[literal]);
            append(literals, used, literalLength);
            used += literalLength;
            copy(offset(offsetValue, literalLength), matchLength);
            if (i + 1 < count) {
                lengthState = lengths.next(lengthState, bits);
                matchState = matches.next(matchState, bits);
                offsetState = offsetCodes.next(offsetState, bits);
            }
        }
        return used;
    }

    /** One of the last three offsets, or a new one. */
    private int offset(int value, int literalLength) {
        int recent = literalLength == 0 ? value : value - 1;
        if (value > 3 || recent == 3) {
            int next = value > 3 ? value - 3 : offsets[0] - 1;
            offsets = new int[] {next, offsets[0], offsets[1]};
        } else if (recent == 1) {
            offsets = new int[] {offsets[1], offsets[0], offsets[2]};
        } else if (recent == 2) {
            offsets = new int[] {offsets[2], offsets[0], offsets[1]};
        }
        return offsets[0];
    }

    private void copy(int offset, int length) throws IOException {
        if (offset <= 0 || offset > size) {
            throw ZstdBits.invalid();
        }
        reserve(length);
        for (int i = 0; i < length; i++) {
            out[size] = out[size - offset];
            size++;
        }
    }
}
