package dev.loupe.engine.evidence;

import dev.loupe.engine.result.SourceLocation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a run was asked for, as far as one who wants to see a finding again must ask for the same.
 *
 * @param paths everything that was looked at, as a shell takes it; empty when it was no files
 * @param options what decides how it is judged, as a shell takes it
 */
public record RerunOptions(String paths, String options) {
    public static final RerunOptions NONE = new RerunOptions("", "");

    public static RerunOptions of(List<String> paths, List<String> options) {
        return new RerunOptions(forShell(paths), forShell(options));
    }

    private static String forShell(List<String> words) {
        return words.stream().map(RerunCommand::quoted).collect(Collectors.joining(" "));
    }

    /** The command; the file alone is enough where nothing is compared. */
    String command(String name, SourceLocation stored, String check, boolean compares) {
        String what = compares && !paths.isEmpty() ? paths : RerunCommand.quoted(stored.file());
        return "loupe " + name + " " + what + (options.isEmpty() ? "" : " " + options) + " --checks " + check;
    }
}
