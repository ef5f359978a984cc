package dev.loupe.cli;

import dev.loupe.connection.DocumentDownload;
import dev.loupe.openapi.DocumentParts;
import dev.loupe.text.FileGlob;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Resolves arguments to documents: files, directories, globs. */
final class SpecFiles {
    private static final PathMatcher DOCUMENT = FileSystems.getDefault().getPathMatcher("glob:**.{json,yaml,yml}");

    private SpecFiles() {}

    /** Sorted within each argument, so that the order does not depend on the file system. */
    static List<Path> of(List<String> arguments) {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            if (DocumentDownload.isAddress(argument)) {
                throw new InvalidInputException(argument + " is a URL, and lint reads files only; download it first");
            }
            List<Path> named = isGlob(argument) ? matching(argument) : existing(Path.of(argument));
            if (named.isEmpty()) {
                throw new InvalidInputException(argument + " matches no document (.json, .yaml, .yml)");
            }
            files.addAll(named);
        }
        return files;
    }

    private static boolean isGlob(String argument) {
        return FileGlob.isGlob(argument) && !Files.exists(Path.of(argument));
    }

    private static List<Path> existing(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidInputException(
                    path + " does not exist; give an OpenAPI document, a directory of documents, or a glob");
        }
        return Files.isDirectory(path) ? walk(path, DOCUMENT) : List.of(path);
    }

    /** Expands a glob that the shell did not expand, for example a quoted one. */
    private static List<Path> matching(String glob) {
        FileGlob files = FileGlob.of(glob);
        Path base = Path.of(files.folder());
        if (!Files.isDirectory(base.toAbsolutePath())) {
            throw new InvalidInputException(base + " is not a directory");
        }
        try {
            return walk(base, files.matcher());
        } catch (IllegalArgumentException noGlob) {
            throw new InvalidInputException(noGlob.getMessage(), noGlob);
        }
    }

    private static List<Path> walk(Path base, PathMatcher matcher) {
        try (Stream<Path> found = Files.walk(base)) {
            List<Path> files = new ArrayList<>(found.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .filter(file -> !InputFile.isInReports(base, file))
                    .sorted()
                    .toList());
            // they are read with the documents that refer to them
            files.removeAll(DocumentParts.among(files));
            return files;
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + base + ": " + InvalidInputException.reason(e), e);
        }
    }
}
