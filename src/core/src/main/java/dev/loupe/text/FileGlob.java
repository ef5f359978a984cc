package dev.loupe.text;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/**
 * A glob over file names, for shells that leave globs alone: {@code recordings/**}{@code /*.json}.
 *
 * @param folder what is before the first wildcard's path segment: empty for the working directory, {@code /} for the root
 * @param rest the pattern below that folder
 */
public record FileGlob(String folder, String rest) {
    private static final String WILDCARDS = "*?[{";

    public static boolean isGlob(String text) {
        return firstWildcard(text) < text.length();
    }

    public static FileGlob of(String text) {
        int wildcard = firstWildcard(text);
        int slash = Math.max(text.lastIndexOf('/', wildcard), text.lastIndexOf(File.separatorChar, wildcard));
        String folder = slash < 0 ? "" : slash == 0 ? "/" : text.substring(0, slash);
        return new FileGlob(folder, text.substring(slash + 1));
    }

    /** Matches the paths that a walk from the folder gives. */
    public PathMatcher matcher() {
        String prefix = folder.isEmpty() || folder.equals("/") ? folder : folder + "/";
        return matcher(prefix + rest);
    }

    /** Matches paths relative to the folder. */
    public PathMatcher relativeMatcher() {
        return matcher(rest);
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException noGlob) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is not a glob: a bracket is not closed; correct it (example: specs/*.json)",
                    noGlob);
        }
    }

    private static int firstWildcard(String text) {
        int at = 0;
        while (at < text.length() && WILDCARDS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
