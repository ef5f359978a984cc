package dev.loupe.exchange.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The values of known secrets with anything but letters and digits between their characters: bytes in hexadecimal digits with blanks, a
 * key over several lines or string literals, with blanks encoded as plus signs. Only letters and digits are compared, without case.
 * The work for each character is constant: a hash over the last {@link #WINDOW} letters and digits finds the end of a candidate.
 */
final class SeparatedValues {
    /** Shorter values occur in other text when what separates them is ignored. */
    private static final int WINDOW = 16;

    /** A text that begins like a long value is a part of it. */
    private static final int LONG = 32;

    private static final int LEAVING = factor();

    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final Map<Integer, List<Value>> values = new HashMap<>();
    private int capacity = WINDOW;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Value(char[] characters, String placeholder) {}

    /** @param placeholders by secret value */
    SeparatedValues(Map<String, String> placeholders) {
        placeholders.forEach((value, placeholder) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            String whole = base64.substring(0, base64.length() / 3 * 3);
            add(value, placeholder);
            if (value.length() >= LONG) {
                add(value.substring(0, WINDOW + 2), placeholder);
                add(value.substring(value.length() - WINDOW - 2), placeholder);
            }
            add(HexFormat.of().formatHex(bytes), placeholder);
            add(HexFormat.of().withPrefix("x").formatHex(bytes), placeholder);
            add(HexFormat.of().withPrefix("0x").formatHex(bytes), placeholder);
            add(joined(bytes, each -> Integer.toOctalString(each | 0x200).substring(1)), placeholder);
            add(joined(bytes, String::valueOf), placeholder);
            add(base64, placeholder);
            add(Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.US_ASCII)), placeholder);
            add(base32(bytes), placeholder);
        });
    }

    private static int factor() {
        int factor = 1;
        for (int i = 0; i < WINDOW; i++) {
            factor *= 31;
        }
        return factor;
    }

    private static String joined(byte[] bytes, IntFunction<String> each) {
        var joined = new StringBuilder();
        for (byte one : bytes) {
            joined.append(each.apply(one & 0xFF));
        }
        return joined.toString();
    }

    private static String base32(byte[] bytes) {
        var encoded = new StringBuilder();
        for (int bit = 0; bit + 5 <= 8 * bytes.length; bit += 5) {
            int next = bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xFF : 0;
            int pair = ((bytes[bit / 8] & 0xFF) << 8) | next;
            encoded.append(BASE_32.charAt((pair >> (11 - bit % 8)) & 31));
        }
        return encoded.toString();
    }

    private void add(String text, String placeholder) {
        var compared = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(SeparatedValues::isCompared)
                .forEach(c -> compared.append((char) c));
        if (compared.length() < WINDOW || compared.chars().distinct().count() < 4) {
            return;
        }
        int hash = 0;
        for (int i = compared.length() - WINDOW; i < compared.length(); i++) {
            hash = 31 * hash + compared.charAt(i);
        }
        values.computeIfAbsent(hash, any -> new ArrayList<>())
                .add(new Value(compared.toString().toCharArray(), placeholder));
        capacity = Math.max(capacity, compared.length());
    }

    private static boolean isCompared(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    void find(CharSequence text, List<TextReplacement> found) {
        if (values.isEmpty()) {
            return;
        }
        char[] last = new char[capacity + 1];
        int[] locations = new int[capacity + 1];
        int count = 0;
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if (!isCompared(lower)) {
                boolean lineBreak = c == '\\' && i + 1 < text.length() && "nrt".indexOf(text.charAt(i + 1)) >= 0;
                i += lineBreak ? 1 : 0;
                continue;
            }
            char leaving = count < WINDOW ? 0 : last[(count - WINDOW) % last.length];
            hash = 31 * hash + lower - LEAVING * leaving;
            last[count % last.length] = lower;
            locations[count % last.length] = i;
            count++;
            for (Value value : values.getOrDefault(hash, List.of())) {
                if (endsWith(last, count, value.characters())) {
                    int start = locations[(count - value.characters().length) % last.length];
                    found.add(new TextReplacement(start, i + 1, value.placeholder()));
                }
            }
        }
    }

    private static boolean endsWith(char[] last, int count, char[] value) {
        if (count < value.length) {
            return false;
        }
        for (int i = 1; i <= value.length; i++) {
            if (last[(count - i) % last.length] != value[value.length - i]) {
                return false;
            }
        }
        return true;
    }
}
