package dev.loupe.exchange.redact;

/**
 * A cheap test whether a text may contain a secret, for the many texts that contain none: every name, shape and phrase of {@link
 * SecretNames}, {@link WellKnownKeys} and {@link SecretPatterns} contains one of these traces. Each trace of a name starts from a
 * character that is rare in prose and JSON, so that most characters need one comparison.
 */
final class SecretPrefilter {
    /** How far a password is from the scheme of its URL. */
    private static final int USER_INFO = 305;

    private SecretPrefilter() {}

    static boolean in(String text) {
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = KeySearch.isWord(c);
            if ((word && !inWord && KeySearch.hasPrefix(text, i)) || hasTrace(text, i, c)) {
                return true;
            }
            inWord = word;
        }
        return false;
    }

    private static boolean hasTrace(String text, int i, char c) {
        return switch (c) {
            case '-' -> around(text, i, "-----begin ", 0) || around(text, i, "-us", 0);
            case '_' -> around(text, i, "_mmk", 0);
            case '.' ->
                (i + 7 < text.length() && text.charAt(i + 7) == '.' && isAfterWord(text, i, 23))
                        || isAfterWord(text, i, 32);
            case ':' -> isAfterWord(text, i, 10) && Character.isDigit(text.charAt(i - 10));
            case 'z', 'Z' -> around(text, i, "authorization", 7);
            case 'k', 'K' ->
                named(text, i, "key", 0)
                        || around(text, i, "api key", 4)
                        || named(text, i, "token", 2)
                        || around(text, i, "cookie", 3);
            case 'w', 'W' ->
                around(text, i, "password", 4) || around(text, i, "passwd", 4) || around(text, i, "pwd", 1);
            case 'g', 'G' ->
                around(text, i, "signature", 2) || around(text, i, "sig\"", 2) || around(text, i, "sig:", 2);
            case 'c', 'C' -> around(text, i, "secret", 2) || around(text, i, "credential", 0);
            case 'b', 'B' -> around(text, i, "bearer", 0) || around(text, i, "basic", 0);
            case 'u', 'U' -> around(text, i, "auth\"", 1) || around(text, i, "auth'", 1) || around(text, i, "curl ", 1);
            case '=' -> around(text, i, "sig=", 3) || around(text, i, "auth=", 4) || around(text, i, "code=", 4);
            case '~' -> around(text, i, "q~", 1);
            case '@' -> text.substring(Math.max(0, i - USER_INFO), i).contains("://");
            default -> false;
        };
    }

    private static boolean isAfterWord(String text, int at, int length) {
        int i = at;
        while (i > 0 && at - i < length && KeySearch.isWord(text.charAt(i - 1))) {
            i--;
        }
        return at - i == length;
    }

    private static boolean around(String text, int at, String word, int before) {
        return text.regionMatches(true, at - before, word, 0, word.length());
    }

    /** Alone these words are in every response; as the name of a secret they have a prefix, or a value after them. */
    private static boolean named(String text, int at, String word, int before) {
        if (!around(text, at, word, before)) {
            return false;
        }
        char previous = at > before ? text.charAt(at - before - 1) : ' ';
        int end = at - before + word.length();
        char next = end < text.length() ? text.charAt(end) : ' ';
        boolean plural = next == 's' || next == 'S';
        return next == '=' || (!plural && (Character.isLetter(previous) || previous == '_' || previous == '-'));
    }
}
