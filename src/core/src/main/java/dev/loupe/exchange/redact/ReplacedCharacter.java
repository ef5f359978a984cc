package dev.loupe.exchange.redact;

/** Another character of the same script, case and length in UTF-8. */
final class ReplacedCharacter {
    /** Scripts are in blocks of at least so many characters. */
    private static final int BLOCK = 64;

    private static final int IDEOGRAPHS = 0x4E00;
    private static final int SYLLABLES = 0xAC00;

    private ReplacedCharacter() {}

    /** @param first of its word: a number does not begin with a zero that it does not have */
    static char of(char c, int random, boolean first) {
        if (c >= '0' && c <= '9') {
            return first && c == '0' ? c : (char) ((first ? '1' : '0') + random % (first ? 9 : 10));
        }
        if (c >= 'a' && c <= 'z') {
            return (char) ('a' + random % 26);
        }
        if (c >= 'A' && c <= 'Z') {
            return (char) ('A' + random % 26);
        }
        if (c >= IDEOGRAPHS && c <= 0x9FFF) {
            return (char) (IDEOGRAPHS + random % 0x5000);
        }
        if (c >= SYLLABLES && c <= 0xD7A3) {
            return (char) (SYLLABLES + random % 11_172);
        }
        return inBlock(c, random);
    }

    private static char inBlock(char c, int random) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        for (int i = 0; i < BLOCK; i++) {
            char other = (char) ((c & -BLOCK) + (random + i) % BLOCK);
            if (Character.getType(other) == Character.getType(c) && Character.UnicodeScript.of(other) == script) {
                return other;
            }
        }
        return c;
    }
}
