package dev.loupe.openapi.values;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Strings of one length that match patterns, or are of a format: a letter of a shorter one is repeated. */
public final class SizedStrings {
    /** Strings of one pattern that are made longer. */
    private static final int STARTS = 12;

    /** Longer strings of one pattern add nothing. */
    private static final int FOUND = 3;

    private static final int LONGEST = 10_000;
    private static final int PATTERN_STEPS = 200_000;

    private static final String DOMAIN = "example.com";
    private static final int LOCAL_PART = 64;

    private SizedStrings() {}

    /** Strings of this length, in code points, that match each of the patterns; none when none was found. */
    public static List<String> matching(Set<String> patterns, long length) {
        List<String> found = new ArrayList<>();
        if (length > LONGEST) {
            return found;
        }
        PatternTrial trial = new PatternTrial(PATTERN_STEPS);
        for (String pattern : patterns) {
            Set<String> starts = new LinkedHashSet<>();
            PatternStringGenerator.example(pattern).ifPresent(starts::add);
            starts.addAll(PatternStringGenerator.examples(pattern, STARTS));
            for (String start : starts) {
                int more = (int) length - start.codePointCount(0, start.length());
                for (String text : more < 0 ? List.<String>of() : longer(start, more)) {
                    if (found.size() < FOUND && trial.matches(patterns, text)) {
                        found.add(text);
                    }
                }
            }
        }
        return found;
    }

    /** Each letter repeated in its place, and a letter after the last. */
    private static List<String> longer(String start, int more) {
        List<String> all = new ArrayList<>();
        all.add(start + "a".repeat(more));
        for (int i = start.length(); more > 0 && i > 0; ) {
            String letter = Character.toString(start.codePointBefore(i));
            i -= letter.length();
            all.add(start.substring(0, i) + letter.repeat(more) + start.substring(i));
        }
        return all;
    }

    /** An e-mail address of this length: the local part has at most 64 characters, and then the domain gets more labels. */
    public static String email(int length) {
        int local = Math.clamp(length - DOMAIN.length() - 1L, 1, LOCAL_PART);
        int more = Math.max(0, length - local - 1 - DOMAIN.length());
        String labels = more % 2 == 0 ? "" : more == 1 ? "a" : "aa.";
        String rest = "a.".repeat((more - labels.length()) / 2);
        return "a".repeat(local) + "@" + rest + labels + DOMAIN;
    }
}
