package dev.loupe.exchange.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values of known secrets, found wherever a text repeats them, also in Base64, in hexadecimal digits and in another case. One pass over a text finds any number of them:
 * windows of {@link #SHORTEST} characters are compared by a rolling hash.
 */
final class SecretValues {
    /** Shorter values occur in ordinary text. */
    static final int SHORTEST = 8;

    /** The highest factor of the hash, of the character that leaves the window. */
    private static final int LEAVING = factor();

    private static final int FILTER = 1 << 16;

    private final Map<Integer, List<Needle>> needles = new HashMap<>();
    private final BitSet hashes = new BitSet(FILTER);
    private final SeparatedValues separated;

    private record Needle(String text, String placeholder) {}

    /** @param placeholders by secret value */
    SecretValues(Map<String, String> placeholders) {
        separated = new SeparatedValues(placeholders);
        placeholders.forEach((value, placeholder) -> {
            add(value, placeholder);
            addOtherCases(value, placeholder);
            addOtherCases(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)), placeholder);
            for (int before = 0; before < 3; before++) {
                String encoded = base64(value, before);
                add(encoded, placeholder);
                String ofUrl = encoded.replace('+', '-').replace('/', '_');
                if (!ofUrl.equals(encoded)) {
                    add(ofUrl, placeholder);
                }
            }
        });
    }

    private void addOtherCases(String value, String placeholder) {
        add(value.toLowerCase(Locale.ROOT), placeholder);
        add(value.toUpperCase(Locale.ROOT), placeholder);
    }

    private static int factor() {
        int factor = 1;
        for (int i = 1; i < SHORTEST; i++) {
            factor *= 31;
        }
        return factor;
    }

    boolean isEmpty() {
        return needles.isEmpty();
    }

    private void add(String text, String placeholder) {
        if (text.length() >= SHORTEST) {
            int hash = text.substring(0, SHORTEST).hashCode();
            hashes.set(hash & (FILTER - 1));
            needles.computeIfAbsent(hash, any -> new ArrayList<>()).add(new Needle(text, placeholder));
        }
    }

    /** The value in Base64 after so many other bytes, without the characters that also encode its neighbours. */
    private static String base64(String value, int before) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int end = encoded.length() - (shifted.length % 3 == 0 ? 0 : 1);
        return encoded.substring(Math.min(end, before == 0 ? 0 : before + 1), end);
    }

    void find(String text, List<TextReplacement> found) {
        if (needles.isEmpty() || text.length() < SHORTEST) {
            return;
        }
        separated.find(text, found);
        int hash = text.substring(0, SHORTEST).hashCode();
        for (int start = 0; ; start++) {
            if (hashes.get(hash & (FILTER - 1))) {
                addHits(text, start, hash, found);
            }
            int next = start + SHORTEST;
            if (next >= text.length()) {
                return;
            }
            hash = (hash - LEAVING * text.charAt(start)) * 31 + text.charAt(next);
        }
    }

    private void addHits(String text, int start, int hash, List<TextReplacement> found) {
        for (Needle needle : needles.getOrDefault(hash, List.of())) {
            if (text.startsWith(needle.text(), start)) {
                found.add(new TextReplacement(start, start + needle.text().length(), needle.placeholder()));
            }
        }
    }
}
