package dev.loupe.exchange.redact;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys with the prefix of an issuer where a word begins. A prefix is compared by its characters, and only what follows one is
 * matched by a regular expression, so that the work grows with the length of the text and not with the number of shapes.
 */
final class KeySearch {
    private static final int ASCII = 128;

    private static final String TOKEN = "eyJ";

    private static final boolean[] WORD = new boolean[ASCII];

    /** By the first two characters of the prefix. */
    private static final List<Compiled>[] SHAPES = shapes();

    static {
        for (char c = 0; c < ASCII; c++) {
            WORD[c] = Character.isLetterOrDigit(c);
        }
    }

    private record Compiled(String prefix, Pattern pattern) {}

    private KeySearch() {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array, because it is read for each word
    private static List<Compiled>[] shapes() {
        List[] byBeginning = new List[ASCII * ASCII];
        WellKnownKeys.SHAPES.stream()
                .map(shape -> new Compiled(shape.prefix(), shape.pattern()))
                .collect(Collectors.groupingBy(shape ->
                        shape.prefix().charAt(0) * ASCII + shape.prefix().charAt(1)))
                .forEach((beginning, shapes) -> byBeginning[beginning] = shapes);
        return byBeginning;
    }

    static boolean isWord(char c) {
        return c < ASCII && WORD[c];
    }

    /** Whether a word that begins here begins with a prefix. */
    static boolean hasPrefix(CharSequence text, int at) {
        List<Compiled> shapes = candidates(text, at);
        for (int i = 0; shapes != null && i < shapes.size(); i++) {
            if (begins(shapes.get(i).prefix(), text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String prefix, CharSequence text, int at) {
        int i = 0;
        while (i < prefix.length() && at + i < text.length() && prefix.charAt(i) == text.charAt(at + i)) {
            i++;
        }
        return i == prefix.length();
    }

    private static @Nullable List<Compiled> candidates(CharSequence text, int at) {
        return at + 1 == text.length() || text.charAt(at + 1) >= ASCII
                ? null
                : SHAPES[text.charAt(at) * ASCII + text.charAt(at + 1)];
    }

    /** The keys in order. */
    static void find(CharSequence text, Consumer<MatchResult> found) {
        int noTokenBefore = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean word = isWord(text.charAt(i));
            List<Compiled> shapes = word && !inWord ? candidates(text, i) : null;
            for (int s = 0; shapes != null && s < shapes.size(); s++) {
                Compiled shape = shapes.get(s);
                boolean token = shape.prefix().equals(TOKEN);
                if (!begins(shape.prefix(), text, i) || (token && i < noTokenBefore)) {
                    continue;
                }
                Matcher hit =
                        shape.pattern().matcher(text).useTransparentBounds(true).region(i, text.length());
                if (hit.lookingAt()) {
                    found.accept(hit);
                    i = hit.end() - 1;
                    word = isWord(text.charAt(i));
                    break;
                }
                if (token) {
                    noTokenBefore = endOfSegment(text, i);
                }
            }
            inWord = word;
        }
    }

    /** A segment of a token that is not followed by the next one is not searched again from within. */
    private static int endOfSegment(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && (isWord(text.charAt(end)) || "_-".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }
}
