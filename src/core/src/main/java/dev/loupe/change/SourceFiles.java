package dev.loupe.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a folder or a pattern such as {@code specs/*.json} names, by their names inside of it. */
final class SourceFiles {
    private static final int DEEPEST = 30;

    private SourceFiles() {}

    /** True when a name stands for several files; a file whose name has a star in it is a file. */
    static boolean several(Path base, String source) {
        try {
            return isPattern(base, source) || Files.isDirectory(base.resolve(source));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static boolean isPattern(Path base, String source) {
        return source.contains("*") && !Files.exists(base.resolve(source));
    }

    /**
     * What a folder or a pattern names. Of a folder: all documents in it and in the folders below.
     *
     * @return sorted by name, with slashes whatever the system
     */
    static SortedMap<String, Path> of(Path base, String source) {
        if (!isPattern(base, source)) {
            return matching(base.resolve(source), DEEPEST, SourceFiles::isDocument);
        }
        int cut = source.lastIndexOf('/', source.indexOf('*'));
        String pattern = source.substring(cut + 1);
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException wrong) {
            throw new SourceFault(source + ": is no pattern: " + wrong.getMessage(), wrong);
        }
        int depth = pattern.contains("**") ? DEEPEST : pattern.split("/").length;
        return matching(cut < 0 ? base : base.resolve(source.substring(0, cut + 1)), depth, matcher);
    }

    private static boolean isDocument(Path name) {
        return name.toString().matches("(?i).*\\.(json|yaml|yml)");
    }

    private static SortedMap<String, Path> matching(Path folder, int depth, PathMatcher wanted) {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, depth)) {
            all.filter(file -> !hidden(folder.relativize(file))
                            && wanted.matches(folder.relativize(file))
                            && Files.isRegularFile(file))
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
            return files;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new SourceFault(
                    folder + ": cannot be listed (" + unreadable.getMessage() + "); name a folder that can be read",
                    unreadable);
        }
    }

    /** {@code .git} and the like hold no contracts. */
    private static boolean hidden(Path name) {
        for (Path part : name) {
            if (part.toString().startsWith(".") && part.toString().length() > 1) {
                return true;
            }
        }
        return false;
    }
}
