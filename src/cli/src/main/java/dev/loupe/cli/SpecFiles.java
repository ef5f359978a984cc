package dev.loupe.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documents that arguments name: files, folders, globs. */
final class SpecFiles {
    private static final PathMatcher DOCUMENT = FileSystems.getDefault().getPathMatcher("glob:**.{json,yaml,yml}");

    private SpecFiles() {}

    /** Sorted within each argument, so that a run does not depend on the file system. */
    static List<Path> of(List<String> arguments) {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.isEmpty()) {
                // to the system it is the working directory, to a person a variable that was not set
                throw new InvalidInputException(
                        "a SPEC is empty; name an OpenAPI document, a folder of them, or a glob");
            }
            List<Path> named = isGlob(argument) ? matching(argument) : one(Path.of(argument));
            if (named.isEmpty()) {
                throw new InvalidInputException(argument + " names no document; documents end in .json, .yaml or .yml");
            }
            files.addAll(named);
        }
        return files;
    }

    private static boolean isGlob(String argument) {
        return argument.matches(".*[*?\\[{].*") && !Files.exists(Path.of(argument));
    }

    private static List<Path> one(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidInputException(
                    path + " does not exist; name an OpenAPI document, a folder of them, or a glob");
        }
        return Files.isDirectory(path) ? walk(path, DOCUMENT) : List.of(path);
    }

    /** What the shell left alone, as in quotes. */
    private static List<Path> matching(String glob) {
        int star = 0;
        while ("*?[{".indexOf(glob.charAt(star)) < 0) {
            star++;
        }
        int slash = glob.lastIndexOf('/', star);
        Path base = slash < 0 ? Path.of("") : slash == 0 ? Path.of("/") : Path.of(glob.substring(0, slash));
        if (!Files.isDirectory(base.toAbsolutePath())) {
            throw new InvalidInputException(base + " is not a folder");
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return walk(base, matcher);
    }

    private static List<Path> walk(Path base, PathMatcher matcher) {
        try (Stream<Path> found = Files.walk(base)) {
            return found.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(base + " cannot be read: " + e.getMessage(), e);
        }
    }
}
