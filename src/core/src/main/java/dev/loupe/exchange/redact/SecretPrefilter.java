package dev.loupe.exchange.redact;

/**
 * A cheap test whether a text may contain a secret, for the many texts that contain none: every name, shape and phrase of {@link
 * SecretNames} and {@link SecretPatterns} contains one of these traces. Each trace starts from a character that is rare in prose and
 * JSON, so that most characters need one comparison.
 */
final class SecretPrefilter {
    private SecretPrefilter() {}

    static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean trace =
                    switch (text.charAt(i)) {
                        case '-' -> beforeHyphen(text, i);
                        case '_' -> beforeUnderscore(text, i);
                        case 'z', 'Z' -> around(text, i, "authorization", 7) || around(text, i, "aiza", 2);
                        case 'J' -> around(text, i, "eyj", 2);
                        case 'I' -> around(text, i, "akia", 2) || around(text, i, "asia", 2);
                        case 'k', 'K' ->
                            named(text, i, "key", 0) || named(text, i, "token", 2) || around(text, i, "cookie", 3);
                        case 'w', 'W' -> around(text, i, "password", 4) || around(text, i, "passwd", 4);
                        case 'c', 'C' -> around(text, i, "secret", 2);
                        case 'b', 'B' -> around(text, i, "bearer", 0) || around(text, i, "basic", 0);
                        case '=' ->
                            around(text, i, "sig=", 3)
                                    || around(text, i, "signature=", 9)
                                    || around(text, i, "auth=", 4);
                        default -> false;
                    };
            if (trace) {
                return true;
            }
        }
        return false;
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

    /** A key does not begin within a word ({@code risk-free}). */
    private static boolean begins(String text, int at, String word, int before) {
        int start = at - before;
        return around(text, at, word, before) && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)));
    }

    private static boolean beforeHyphen(String text, int at) {
        return switch (at == 0 ? ' ' : text.charAt(at - 1)) {
            case 'k' -> begins(text, at, "sk-", 2);
            case 'i' -> begins(text, at, "xai-", 3) || begins(text, at, "nvapi-", 5);
            case 'x' -> begins(text, at, "pplx-", 4);
            case 't' -> begins(text, at, "glpat-", 5);
            case '-' -> begins(text, at, "-begin ", 0);
            default -> begins(text, at - 4, "xox", 0);
        };
    }

    private static boolean beforeUnderscore(String text, int at) {
        return switch (at == 0 ? ' ' : text.charAt(at - 1)) {
            case 'k' -> begins(text, at, "sk_", 2) || begins(text, at, "gsk_", 3) || begins(text, at, "rk_", 2);
            case 'f' -> begins(text, at, "hf_", 2);
            case '8' -> begins(text, at, "r8_", 2);
            case 'w' -> begins(text, at, "fw_", 2);
            case 'p' -> begins(text, at, "tgp_", 3) || begins(text, at, "ghp_", 3);
            case 'o', 'u', 's', 'r' -> begins(text, at - 3, "gh", 0);
            case 'b' -> begins(text, at, "github_", 6);
            default -> false;
        };
    }
}
