package dev.loupe.report.format;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * JSON that is safe to print to a terminal and to the log of a CI server: control characters of C1, characters that change the
 * reading direction, and the second {@code #} of {@code ##}, which begins a command of GitHub and Azure, are escaped. A reader of
 * JSON sees no difference.
 */
public final class PlainJsonOutput extends FilterOutputStream {
    private int previous;
    private int pending;
    private int pendingCount;

    public PlainJsonOutput(OutputStream out) {
        super(out);
    }

    /** The same for a text. */
    public static String of(String json) {
        StringBuilder safe = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean unsafe = isUnsafe(c) || (c == '#' && i > 0 && json.charAt(i - 1) == '#');
            if (unsafe && safe == null) {
                safe = new StringBuilder(json.length() + 64).append(json, 0, i);
            }
            if (safe != null) {
                safe.append(unsafe ? escape(c) : String.valueOf(c));
            }
        }
        return safe == null ? json : safe.toString();
    }

    /** Outside of strings JSON has none of these characters. */
    private static boolean isUnsafe(int c) {
        return (c >= 0x7F && c <= 0x9F)
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static String escape(int c) {
        return String.format(Locale.ROOT, "\\u%04x", c);
    }

    @Override
    public void write(int value) throws IOException {
        int b = value & 0xFF;
        if (pendingCount > 0) {
            continued(b);
        } else if (b == 0xC2 || b == 0xE2) {
            pending = b;
            pendingCount = 1;
        } else if (b == 0x7F || (b == '#' && previous == '#')) {
            ascii(escape(b));
        } else {
            out.write(b);
        }
        previous = b;
    }

    /** A character of two or three bytes, of which the first can begin an unsafe one. */
    private void continued(int b) throws IOException {
        pending = (pending << 8) | b;
        pendingCount++;
        boolean two = pending >> 8 == 0xC2;
        if (!two && pendingCount < 3) {
            return;
        }
        int c = two ? (b & 0x3F) | 0x80 : (((pending >> 8) & 0x3F) << 6) | (b & 0x3F) | 0x2000;
        if (isUnsafe(c)) {
            ascii(escape(c));
        } else {
            for (int shift = 8 * (pendingCount - 1); shift >= 0; shift -= 8) {
                out.write(pending >> shift);
            }
        }
        pendingCount = 0;
    }

    private void ascii(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int start = from;
        for (int i = from; i < from + count; i++) {
            int b = bytes[i] & 0xFF;
            if (pendingCount > 0 || b == '#' || b == 0x7F || b == 0xC2 || b == 0xE2) {
                out.write(bytes, start, i - start);
                write(b);
                start = i + 1;
            } else {
                previous = b;
            }
        }
        out.write(bytes, start, from + count - start);
    }
}
