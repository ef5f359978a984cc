package dev.loupe.exchange.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The constants of Brotli: RFC 7932, with the dictionary of its appendix A and the transforms of appendix B. */
final class BrotliTables {
    static final int[] INSERT_BASE = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594
    };
    static final int[] INSERT_EXTRA = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24};
    static final int[] COPY_BASE = {
        2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118
    };
    static final int[] COPY_EXTRA = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};
    static final int[] BLOCK_BASE = {
        1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497, 753, 1265, 2289, 4337,
        8433, 16625
    };
    static final int[] BLOCK_EXTRA = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24
    };
    /** The groups of insert and copy lengths, by the upper bits of a command. */
    static final int[] INSERT_GROUP = {0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16};

    static final int[] COPY_GROUP = {0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16};

    /** The number of bits of an index into the words of each length. */
    static final int[] WORD_BITS = {0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5};

    private static final String UPPER_AND_PUNCTUATION = // of the bytes 32 to 127
            "\10\14\20\14\14\24\14\20\30\34\14\14\40\14\44\14" + "\54".repeat(10) + "\40\40\30\50\34\14\14"
                    + "\60\64\64\64\60\64\64\64\60\64\64\64\64\64\60\64\64\64\64\64\60\64\64\64\64\64"
                    + "\30\14\34\14\14\14"
                    + "\70\74\74\74\70\74\74\74\70\74\74\74\74\74\70\74\74\74\74\74\70\74\74\74\74\74"
                    + "\30\14\34\14\0";

    private static final String[] AFFIXES = {
        " ",
        ", ",
        " of the ",
        " of ",
        "s ",
        ".",
        " and ",
        " in ",
        "\"",
        " to ",
        "\">",
        "\n",
        ". ",
        "]",
        " for ",
        " a ",
        " that ",
        "'",
        " with ",
        " from ",
        " by ",
        "(",
        ". The ",
        " on ",
        " as ",
        " is ",
        "ing ",
        "\n\t",
        ":",
        "ed ",
        "=\"",
        " at ",
        "ly ",
        ",",
        "='",
        ".com/",
        ". This ",
        " not ",
        "er ",
        "al ",
        "ful ",
        "ive ",
        "less ",
        "est ",
        "ize ",
        "\u00a0",
        "ous ",
        " the ",
        "e ",
        ""
    };

    /** Prefix, operation and suffix of each transform. */
    private static final byte[] TRANSFORMS = HexFormat.of()
            .parseHex("310031310000000000310c31310a0031002f000031040000310003310a31310006310d31310131010000310001000a00"
                    + "31000731000930000031000831000531000a31000b31033131000d31000e310e3131023131000f310010000a3131000c"
                    + "050031000001310f313100123100113100133100143110313111312f0031310431310016310b31310017310018310019"
                    + "31073131011a31001b31001c00000c31001d311431311231310631310015310a0131083131001f3100202f0003310531"
                    + "310931000a01310a08050015310b00310a0a31001e0000052300312f0002310a11310024310021050000310a15310a05"
                    + "31002500001e310026000b00310027000b31310022310b08310a0c000015310028000a0c31002931002a310b1131002b"
                    + "000a05310b0a000022310a2131002c310b052d0031000021310a1e310b1e31002e310b01310a22000a21000b1e000b01"
                    + "310b21310b15310b0c000b05310b22000b0c000a1e000b22000a22");

    private static final int UPPER_FIRST = 10;
    private static final int UPPER_ALL = 11;

    private BrotliTables() {}

    /** Loaded when a stream refers to it: most short ones do. */
    private static final class Dictionary {
        static final byte[] WORDS = read();
        static final int[] OFFSETS = offsets();

        private Dictionary() {}

        private static byte[] read() {
            try (InputStream in = new GZIPInputStream(
                    Objects.requireNonNull(BrotliTables.class.getResourceAsStream("brotli-dictionary.gz")))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int[] offsets() {
            int[] offsets = new int[WORD_BITS.length];
            for (int length = 5; length < offsets.length; length++) {
                int words = WORD_BITS[length - 1] == 0 ? 0 : 1 << WORD_BITS[length - 1];
                offsets[length] = offsets[length - 1] + (length - 1) * words;
            }
            return offsets;
        }
    }

    /** The word of this length and number, transformed; null when there is none. */
    static byte @org.jspecify.annotations.Nullable [] word(int length, int number) {
        if (length < 4 || length >= WORD_BITS.length) {
            return null;
        }
        int bits = WORD_BITS[length];
        int transform = number >>> bits;
        if (transform * 3 >= TRANSFORMS.length) {
            return null;
        }
        int from = Dictionary.OFFSETS[length] + (number & ((1 << bits) - 1)) * length;
        int operation = TRANSFORMS[3 * transform + 1];
        int start = operation > UPPER_ALL ? Math.min(length, operation - UPPER_ALL) : 0;
        int end = operation < UPPER_FIRST ? Math.max(0, length - operation) : length;
        byte[] word = java.util.Arrays.copyOfRange(Dictionary.WORDS, from + start, from + Math.max(start, end));
        if (operation == UPPER_FIRST || operation == UPPER_ALL) {
            int at = 0;
            do {
                at += upper(word, at);
            } while (operation == UPPER_ALL && at < word.length);
        }
        return joined(affix(TRANSFORMS[3 * transform]), word, affix(TRANSFORMS[3 * transform + 2]));
    }

    private static byte[] affix(int number) {
        return AFFIXES[number].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] prefix, byte[] word, byte[] suffix) {
        byte[] all = java.util.Arrays.copyOf(prefix, prefix.length + word.length + suffix.length);
        System.arraycopy(word, 0, all, prefix.length, word.length);
        System.arraycopy(suffix, 0, all, prefix.length + word.length, suffix.length);
        return all;
    }

    /** Changes one character to upper case, as simply as the format defines it; returns its number of bytes. */
    private static int upper(byte[] word, int at) {
        int first = word[at] & 0xff;
        if (first < 0xc0) {
            if (first >= 'a' && first <= 'z') {
                word[at] ^= 32;
            }
            return 1;
        }
        int changed = first < 0xe0 ? at + 1 : at + 2;
        if (changed < word.length) {
            word[changed] ^= first < 0xe0 ? (byte) 32 : (byte) 5;
        }
        return first < 0xe0 ? 2 : 3;
    }

    /** The context of a literal after two bytes. */
    static int context(int mode, int last, int before) {
        return switch (mode) {
            case 0 -> last & 0x3f;
            case 1 -> last >> 2;
            case 2 -> textAfter(last) | textBefore(before);
            default -> (magnitude(last) << 3) | magnitude(before);
        };
    }

    private static int textAfter(int last) {
        if (last >= 128) {
            return (last >= 192 ? 2 : 0) | (last & 1);
        }
        if (last >= 32) {
            return UPPER_AND_PUNCTUATION.charAt(last - 32);
        }
        return last == 9 || last == 10 || last == 13 ? 4 : 0;
    }

    private static int textBefore(int before) {
        if (before >= 224) {
            return 2;
        }
        if (before <= 32 || before >= 127) {
            return 0;
        }
        if (before >= 'a' && before <= 'z') {
            return 3;
        }
        return (before >= 'A' && before <= 'Z') || (before >= '0' && before <= '9') ? 2 : 1;
    }

    private static int magnitude(int value) {
        if (value == 0 || value == 255) {
            return value == 0 ? 0 : 7;
        }
        if (value < 64) {
            return value < 16 ? 1 : 2;
        }
        if (value < 192) {
            return value < 128 ? 3 : 4;
        }
        return value < 240 ? 5 : 6;
    }
}
