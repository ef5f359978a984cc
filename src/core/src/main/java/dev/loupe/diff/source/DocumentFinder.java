package dev.loupe.diff.source;

import dev.loupe.text.FileGlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the documents that one argument names together: those of a folder, of a folder in git ({@code main:openapi}), or
 * of a glob. Names are relative to the folder, or to the part of the glob before its first wildcard. Nothing is read yet.
 */
public final class DocumentFinder {

    private final DocumentLoader sources;

    public DocumentFinder(DocumentLoader sources) {
        this.sources = sources;
    }

    /** Pairs two sets by name; empty when both arguments name a single document. */
    public Optional<Pairing> pairs(String old, String next) {
        Optional<SortedMap<String, String>> mine = set(old);
        Optional<SortedMap<String, String>> theirs = set(next);
        if (mine.isEmpty() && theirs.isEmpty()) {
            return Optional.empty();
        }
        if (mine.isEmpty() || theirs.isEmpty()) {
            throw new SourceException("one of " + old + " and " + next
                    + " names a set of contracts and the other a single one: name two folders or globs, or two files");
        }
        Pairing pairing = Pairing.of(mine.get(), theirs.get());
        if (pairing.pairs().isEmpty()) {
            throw new SourceException("no document of " + old + " has one of the same name in " + next + ": "
                    + example(pairing.onlyOld(), pairing.onlyNew()));
        }
        return Optional.of(pairing);
    }

    private static String example(List<String> onlyOld, List<String> onlyNew) {
        return onlyOld.isEmpty() || onlyNew.isEmpty()
                ? "one of them has no .json, .yaml or .yml file"
                : "the first are called " + onlyOld.getFirst() + " and " + onlyNew.getFirst();
    }

    /** The revisions of one contract, in the order of their names. */
    public List<String> revisions(String folderOrGlob) {
        List<String> files = set(folderOrGlob)
                .map(found -> List.copyOf(found.values()))
                .orElseThrow(() -> new SourceException(
                        folderOrGlob + ": a history is a folder or a glob of revisions, such as 'openapi/*.json'"));
        if (files.size() < 2) {
            throw new SourceException(
                    folderOrGlob + ": a history needs two revisions or more, and " + files.size() + " were found");
        }
        return files;
    }

    /** Where each document is, by its name; empty when the argument names a single one. */
    private Optional<SortedMap<String, String>> set(String argument) {
        if (argument.isEmpty() || argument.equals("-") || argument.contains("://")) {
            return Optional.empty();
        }
        Path file = sources.file(argument);
        if (file != null) {
            return Files.isDirectory(file)
                    ? Optional.of(walk(file, Integer.MAX_VALUE, DocumentFinder::isDocument))
                    : Optional.empty();
        }
        if (FileGlob.isGlob(argument)) {
            return Optional.of(matching(argument));
        }
        return GitReader.isName(argument) && sources.git().isFolder(argument)
                ? Optional.of(inGit(argument))
                : Optional.empty();
    }

    /** What the shell left alone, as in quotes. */
    private SortedMap<String, String> matching(String glob) {
        FileGlob files = FileGlob.of(glob);
        Path base = sources.folder().resolve(files.folder());
        if (!Files.isDirectory(base.toAbsolutePath())) {
            throw new SourceException(glob + ": there is no folder " + base
                    + (GitReader.isName(glob) ? "; of a git revision name a file or a folder, no glob" : ""));
        }
        String rest = files.rest();
        // what has no ** is not looked for deeper than it has parts
        int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
        try {
            PathMatcher matcher = files.relativeMatcher();
            return walk(base, depth, matcher::matches);
        } catch (PatternSyntaxException noPattern) {
            throw new SourceException(glob + ": is no glob: " + noPattern.getDescription(), noPattern);
        }
    }

    private static SortedMap<String, String> walk(Path base, int depth, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.walk(base.toString().isEmpty() ? Path.of(".") : base, depth)) {
            SortedMap<String, String> files = new TreeMap<>();
            Path from = base.toString().isEmpty() ? Path.of(".") : base;
            all.filter(Files::isRegularFile).forEach(file -> {
                Path name = from.relativize(file);
                if (wanted.test(name)) {
                    files.put(
                            name.toString().replace('\\', '/'),
                            base.resolve(name).toString());
                }
            });
            return files;
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new SourceException(base + ": cannot be listed: " + unreadable.getMessage(), unreadable);
        }
    }

    private SortedMap<String, String> inGit(String revisionAndFolder) {
        String separator = revisionAndFolder.endsWith("/") || revisionAndFolder.endsWith(":") ? "" : "/";
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : sources.git().files(revisionAndFolder)) {
            if (isDocument(Path.of(name))) {
                files.put(name, revisionAndFolder + separator + name);
            }
        }
        return files;
    }

    /** What is hidden, such as the inside of {@code .git}, is nobody's contract. */
    private static boolean isDocument(Path name) {
        return name.toString().matches("(?is)(?!\\.).*\\.(json|yaml|yml)")
                && !name.toString().matches("(?s).*[/\\\\]\\..*");
    }

    /**
     * Two sets, paired.
     *
     * @param onlyOld names that NEW does not have
     * @param onlyNew names that OLD does not have
     */
    public record Pairing(List<Pair> pairs, List<String> onlyOld, List<String> onlyNew) {
        /** Two documents of one name, and where they are read. */
        public record Pair(String name, String old, String next) {}

        static Pairing of(SortedMap<String, String> old, SortedMap<String, String> next) {
            if (old.size() == 1 && next.size() == 1) {
                // one against one is meant, whatever they are called
                Pair only = new Pair(
                        next.firstKey(),
                        old.values().iterator().next(),
                        next.values().iterator().next());
                return new Pairing(List.of(only), List.of(), List.of());
            }
            List<Pair> pairs = new ArrayList<>();
            List<String> onlyOld = new ArrayList<>();
            old.forEach((name, source) -> {
                String partner = next.get(name);
                if (partner == null) {
                    onlyOld.add(name);
                } else {
                    pairs.add(new Pair(name, source, partner));
                }
            });
            List<String> onlyNew = next.keySet().stream()
                    .filter(name -> !old.containsKey(name))
                    .toList();
            return new Pairing(List.copyOf(pairs), List.copyOf(onlyOld), onlyNew);
        }
    }
}
