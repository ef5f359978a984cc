package dev.loupe.chat;

/** The length of text in UTF-8, without encoding it. */
public final class Utf8Length {
    private Utf8Length() {}

    public static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += of(text.charAt(i));
        }
        return bytes;
    }

    /** Half of a surrogate pair is half of four bytes. */
    static int of(char c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
