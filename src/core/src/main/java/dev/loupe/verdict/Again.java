package dev.loupe.verdict;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a run was asked for, as far as one who wants to see a finding again must ask for the same.
 *
 * @param paths everything that was looked at, as a shell takes it; empty when it was no files
 * @param options what decides how it is judged, as a shell takes it
 */
public record Again(String paths, String options) {
    static final Again PLAINLY = new Again("", "");

    public static Again of(List<String> paths, List<String> options) {
        return new Again(forShell(paths), forShell(options));
    }

    private static String forShell(List<String> words) {
        return words.stream().map(Repeat::quoted).collect(Collectors.joining(" "));
    }

    /** The command; the file alone is enough where nothing is compared. */
    String command(String name, Stored stored, String check, boolean compares) {
        String what = compares && !paths.isEmpty() ? paths : Repeat.quoted(stored.file());
        return "loupe " + name + " " + what + (options.isEmpty() ? "" : " " + options) + " --checks " + check;
    }
}
