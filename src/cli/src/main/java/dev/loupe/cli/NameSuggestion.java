package dev.loupe.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known name that a misspelled one probably means. */
final class NameSuggestion {
    /** Longer names are not compared; no known name is as long. */
    private static final int MAX_LENGTH = 100;

    private NameSuggestion() {}

    /** {@code "; did you mean 'usage.total-is-sum'?"}, or nothing when no name is close. */
    static String of(String written, Collection<String> known) {
        String name = written.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "";
        }
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(each -> isNear(name, each.toLowerCase(Locale.ROOT), most))
                .min(Comparator.comparingInt((String each) -> distance(name, each.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
    }

    /** The near name, else all of them: {@code "; one of har, vcr"}. */
    static String orList(String written, Collection<String> known) {
        String near = of(written, known);
        return near.isEmpty() ? "; one of " + String.join(", ", known) : near;
    }

    private static boolean isNear(String name, String known, int most) {
        return distance(name, known) <= most || (name.length() > 2 && known.startsWith(name));
    }

    /** Edits from one to the other: insertions, deletions, replacements, and exchanged neighbours. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
