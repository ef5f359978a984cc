package dev.loupe.diff.source;

import dev.loupe.openapi.DocumentParts;
import dev.loupe.text.FileGlob;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the documents of a folder, of a folder in git ({@code main:openapi}) or of a glob. Names are relative to the
 * folder, or to the part of the glob before its first wildcard. Documents are not read here.
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
            throw new SourceException("cannot compare " + old + " with " + next
                    + ": one is a set of specs and the other a single spec; name two folders or globs, or two files");
        }
        withoutParts(mine.get(), theirs.get());
        Pairing pairing = Pairing.of(mine.get(), theirs.get());
        if (pairing.pairs().isEmpty()) {
            throw new SourceException("no common document names: " + old + " and " + next + ": "
                    + example(pairing.onlyOld(), pairing.onlyNew()));
        }
        return Optional.of(pairing);
    }

    /** Parts of documents are compared with these. Git has no folder to look into: there the names of the other side count. */
    private void withoutParts(SortedMap<String, String> old, SortedMap<String, String> next) {
        Set<String> inOld = parts(old);
        Set<String> inNext = parts(next);
        old.keySet().removeAll(isInFolder(old) ? inOld : inNext);
        next.keySet().removeAll(isInFolder(next) ? inNext : inOld);
    }

    private boolean isInFolder(SortedMap<String, String> documents) {
        return documents.values().stream().allMatch(source -> sources.file(source) != null);
    }

    private Set<String> parts(SortedMap<String, String> documents) {
        if (!isInFolder(documents)) {
            return Set.of();
        }
        Map<Path, String> names = new HashMap<>();
        documents.forEach((name, source) -> names.put(sources.folder().resolve(source), name));
        Set<String> parts = new HashSet<>();
        DocumentParts.among(names.keySet()).forEach(part -> parts.add(names.getOrDefault(part, "")));
        return parts;
    }

    private static String example(List<String> onlyOld, List<String> onlyNew) {
        return onlyOld.isEmpty() || onlyNew.isEmpty()
                ? "one of them contains no .json, .yaml or .yml file"
                : "the first names are " + onlyOld.getFirst() + " and " + onlyNew.getFirst();
    }

    /** The revisions of one spec, in the order of their names. */
    public List<String> revisions(String folderOrGlob) {
        List<String> files = set(folderOrGlob)
                .map(found -> List.copyOf(found.values()))
                .orElseThrow(() -> new SourceException(folderOrGlob
                        + ": not a folder or glob; name the revisions of a history, such as 'openapi/*.json'"));
        if (files.size() < 2) {
            throw new SourceException(
                    folderOrGlob + ": too few revisions for a history: found " + files.size() + ", expected 2 or more");
        }
        return files;
    }

    /** The source of each document by its name; empty when the argument names a single document. */
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

    /** Expands a glob that the shell did not expand, such as a quoted one. */
    private SortedMap<String, String> matching(String glob) {
        FileGlob files = FileGlob.of(glob);
        Path base = sources.folder().resolve(files.folder());
        if (!Files.isDirectory(base.toAbsolutePath())) {
            throw new SourceException(glob + ": folder not found: " + base
                    + (GitReader.isName(glob)
                            ? "; globs in a git revision are not supported, name a file or a folder"
                            : ""));
        }
        String rest = files.rest();
        // without ** the depth is the number of path segments
        int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
        try {
            PathMatcher matcher = files.relativeMatcher();
            return walk(base, depth, matcher::matches);
        } catch (IllegalArgumentException noGlob) {
            throw new SourceException(String.valueOf(noGlob.getMessage()), noGlob);
        }
    }

    private static SortedMap<String, String> walk(Path base, int depth, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.walk(base.toString().isEmpty() ? Path.of(".") : base, depth)) {
            SortedMap<String, String> files = new TreeMap<>();
            Path from = base.toString().isEmpty() ? Path.of(".") : base;
            all.filter(Files::isRegularFile).forEach(file -> {
                Path name = from.relativize(file);
                if (wanted.test(name) && !InputFile.isInReports(from, file)) {
                    files.put(
                            name.toString().replace('\\', '/'),
                            base.resolve(name).toString());
                }
            });
            return files;
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new SourceException(base + ": cannot list the folder: " + unreadable.getMessage(), unreadable);
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

    /** Hidden files, such as those in {@code .git}, are no specs. */
    private static boolean isDocument(Path name) {
        return name.toString().matches("(?is)(?!\\.).*\\.(json|yaml|yml)")
                && !name.toString().matches("(?s).*[/\\\\]\\..*");
    }

    /**
     * Two sets of documents, paired by name.
     *
     * @param onlyOld names that NEW does not have
     * @param onlyNew names that OLD does not have
     */
    public record Pairing(List<Pair> pairs, List<String> onlyOld, List<String> onlyNew) {
        /** Two documents with the same name and their sources. */
        public record Pair(String name, String old, String next) {}

        static Pairing of(SortedMap<String, String> old, SortedMap<String, String> next) {
            if (old.size() == 1 && next.size() == 1) {
                // one document on each side: they are a pair whatever their names are
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
