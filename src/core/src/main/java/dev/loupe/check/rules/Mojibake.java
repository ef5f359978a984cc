package dev.loupe.check.rules;

import java.nio.charset.Charset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds UTF-8 that was decoded as Latin-1, Windows-1252, Windows-1251 or GBK, and other bytes decoded as Latin-1. */
final class Mojibake {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Sequences of two bytes occur by chance, as in a capital letter before a quotation mark; so many do not. */
    private static final int PAIRS = 2;

    private static final Charset GBK = Charset.forName("GBK");

    /** In 40,000 random texts of Chinese, no four characters of UTF-8 are six characters of GBK. */
    private static final int CHARACTERS = 4;

    private static final int BYTES = 3;

    /** Below are letters of alphabets, which GBK has as well. */
    private static final char FIRST_OF_CHINA = '\u2e80';

    /** A letter of Cyrillic in UTF-8, decoded as Windows-1251, is one of two letters and one from the range of marks. */
    private static final Pattern CYRILLIC = Pattern.compile("(?:[\u0420\u0421]"
            + "[\u0401-\u040f\u0451-\u045f\u0490\u0491\u2018-\u203a\u20ac\u2116\u2122\u00a0-\u00bb]){4}");

    /** No language that Latin-1 serves has words of nothing but accents. */
    private static final Pattern ACCENTS =
            Pattern.compile("[\u00c0-\u00ff]{4,40}(?:[^\u00c0-\u00ff][\\s\\S]{0,40}?)[\u00c0-\u00ff]{4}");

    private Mojibake() {}

    /** The first sequence of letters that are no words: Cyrillic as Windows-1251, or another encoding as Latin-1; empty when there is none. */
    static String ofLetters(String text) {
        Matcher cyrillic = CYRILLIC.matcher(text);
        if (cyrillic.find()) {
            return cyrillic.group();
        }
        Matcher accents = ACCENTS.matcher(text);
        return accents.find() ? accents.group() : "";
    }

    /** The first sequence in GBK that decodes as Chinese in UTF-8; empty when there is none. */
    static String inGbk(String text) {
        if (text.chars().noneMatch(c -> c >= FIRST_OF_CHINA)) {
            return "";
        }
        byte[] bytes = text.getBytes(GBK);
        int at = 0;
        while (at + CHARACTERS * BYTES <= bytes.length) {
            if (isChinese(bytes, at)) {
                return new String(bytes, at, CHARACTERS * BYTES, GBK);
            }
            at += bytes[at] < 0 ? 2 : 1;
        }
        return "";
    }

    /** Whether characters of Chinese in UTF-8 begin here. */
    private static boolean isChinese(byte[] bytes, int at) {
        for (int i = at; i < at + CHARACTERS * BYTES; i += BYTES) {
            int first = bytes[i] & 0xFF;
            boolean ideograph = first >= 0xE4 && first <= 0xE9;
            // between them, marks and full-width letters
            boolean mark = i > at && (first == 0xE3 || first == 0xEF);
            if (!(ideograph || mark) || !isRest(bytes[i + 1]) || !isRest(bytes[i + 2])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRest(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /** The first sequence that decodes as UTF-8; empty when there is none, or a single one of two characters that is
     * not in the middle of a word. */
    static String in(String text) {
        String pair = "";
        int pairs = 0;
        int at = 0;
        while (at < text.length()) {
            int length = length(text, at);
            if (length > 2) {
                return text.substring(at, at + length);
            }
            if (length == 2) {
                // no capital letter is in the middle of a word, before a symbol
                pairs += at > 0 && Character.isLowerCase(text.charAt(at - 1)) && isSymbol(text.charAt(at + 1))
                        ? PAIRS
                        : 1;
                pair = pair.isEmpty() ? text.substring(at, at + 2) : pair;
                if (pairs >= PAIRS) {
                    return pair;
                }
            }
            at += Math.max(1, length);
        }
        return "";
    }

    /** A symbol that is the second half of a letter, and no quotation mark. */
    private static boolean isSymbol(char c) {
        return c >= 0xA1 && c <= 0xBF && !Character.isLetter(c) && c != '\u00AB' && c != '\u00BB';
    }

    /** The length of the sequence that begins here; 0 when none does. */
    private static int length(String text, int at) {
        int first = asByte(text.charAt(at));
        int length = first >= 0xC2 && first <= 0xDF
                ? 2
                : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > text.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            int next = asByte(text.charAt(at + i));
            // a capital letter before a no-break space is right in French
            boolean ordinary = length == 2 && next == 0xA0;
            if (next < 0x80 || next > 0xBF || ordinary) {
                return 0;
            }
        }
        return length;
    }

    /** The byte of a character in Latin-1 or Windows-1252; 0 when it has none. */
    private static int asByte(char c) {
        if (c < 0x100) {
            return c;
        }
        byte[] bytes = String.valueOf(c).getBytes(WINDOWS);
        return bytes.length == 1 && bytes[0] != '?' ? bytes[0] & 0xFF : 0;
    }
}
