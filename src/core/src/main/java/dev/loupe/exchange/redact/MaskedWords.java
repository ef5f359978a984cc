package dev.loupe.exchange.redact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Replaces the words of one text, which are in several JSON strings of an array of bytes, by others of the same length. */
final class MaskedWords {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern NUMBER = Pattern.compile("[0-9]++(?:[eE][0-9]++)?");

    private final byte[] key;
    private final byte[] bytes;
    private final Set<String> kept;
    private final StringBuilder word = new StringBuilder();
    /** Where each character of the word starts, and its length in bytes. */
    private int[] starts = new int[16];

    private int[] lengths = new int[16];
    /** Characters after a backslash of the text itself, which may be JSON; -1 outside. */
    private int escaped = -1;

    private boolean begun;
    private boolean json;

    MaskedWords(byte[] key, byte[] bytes, Set<String> kept) {
        this.key = key;
        this.bytes = bytes;
        this.kept = kept;
    }

    static String[] split(String text) {
        return NO_WORD.split(text, -1);
    }

    /** The content of a JSON string. */
    void add(int from, int to) {
        for (int i = from; i < to; ) {
            int length = length(i, to);
            char c = character(i, length);
            if (!begun && c > ' ') {
                begun = true;
                json = c == '{';
            }
            if (escaped >= 0) {
                escaped = escaped == 0 && c == 'u' ? 4 : escaped - 1;
                i += length;
                continue;
            }
            if (Character.isLetterOrDigit(c)) {
                append(c, i, length);
            } else {
                end();
                escaped = c == '\\' ? 0 : -1;
            }
            i += length;
        }
    }

    private void append(char c, int start, int length) {
        if (word.length() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            lengths = Arrays.copyOf(lengths, 2 * lengths.length);
        }
        starts[word.length()] = start;
        lengths[word.length()] = length;
        word.append(c);
    }

    private int length(int at, int to) {
        int first = bytes[at] & 0xFF;
        int length;
        if (first == '\\') {
            length = at + 1 < to && bytes[at + 1] == 'u' ? 6 : 2;
        } else {
            length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        }
        return Math.min(length, to - at);
    }

    /** The character that is written here; a zero where it is not replaced: outside the basic plane, or not complete. */
    private char character(int at, int length) {
        int first = bytes[at] & 0xFF;
        if (first == '\\') {
            return switch (length) {
                case 6 -> (char) Integer.parseInt(new String(bytes, at + 2, 4, StandardCharsets.US_ASCII), 16);
                case 2 -> bytes[at + 1] == '\\' ? '\\' : '"';
                default -> 0;
            };
        }
        if (length == 1) {
            return first < 0x80 ? (char) first : 0;
        }
        String decoded = new String(bytes, at, length, StandardCharsets.UTF_8);
        return decoded.length() == 1 && decoded.charAt(0) != '\uFFFD' ? decoded.charAt(0) : 0;
    }

    /** The text, or the word, is complete. */
    void end() {
        String whole = word.toString();
        word.setLength(0);
        boolean number = json && NUMBER.matcher(whole).matches();
        if (whole.isEmpty() || number || kept.contains(whole)) {
            return;
        }
        byte[] random = random(whole);
        for (int i = 0; i < whole.length(); i++) {
            int low = ((random[(i + 1) % 31] & 0xFF) + i / 31) & 0xFF;
            int value = ((random[i % 31] & 0xFF) << 8) | low;
            replace(starts[i], lengths[i], ReplacedCharacter.of(whole.charAt(i), value, i == 0));
        }
    }

    private void replace(int start, int length, char c) {
        byte[] written = bytes[start] == '\\'
                ? String.format("\\u%04x", (int) c).getBytes(StandardCharsets.US_ASCII)
                : String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        if (written.length == length) {
            System.arraycopy(written, 0, bytes, start, length);
        }
    }

    private byte[] random(String whole) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            return digest.digest(whole.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every Java", missing);
        }
    }
}
