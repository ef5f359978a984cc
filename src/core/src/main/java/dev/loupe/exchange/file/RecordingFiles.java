package dev.loupe.exchange.file;

import dev.loupe.text.FileGlob;
import dev.loupe.text.InputFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the paths that a user names (files, folders, globs) to files in a fixed order: as named, each folder sorted by name,
 * with one folder at a time in memory.
 */
public final class RecordingFiles {
    static final String STDIN = "-";

    private final Deque<Found> waiting = new ArrayDeque<>();
    private final @Nullable Path excluded;

    RecordingFiles(List<String> paths) {
        this(paths, null);
    }

    /** Without a file below a named folder, or the files of a folder there. */
    RecordingFiles(List<String> paths, @Nullable Path excluded) {
        this.excluded = excluded;
        paths.forEach(path -> waiting.add(new Named(path)));
    }

    /** A file that the caller has opened. */
    static RecordingFiles opened(String name) {
        RecordingFiles files = new RecordingFiles(List.of());
        files.waiting.add(new Opened(name));
        return files;
    }

    /** Whether a folder has a file that is read when the folder is named. */
    public static boolean existIn(Path folder) {
        return Files.isDirectory(folder) && new RecordingFiles(List.of(folder.toString())).next() instanceof Storage;
    }

    /** An entry of the walk. */
    sealed interface Found {}

    /** A path or glob as the user typed it. */
    private record Named(String text) implements Found {}

    /** A folder to list; the glob, if any, filters all files below it. */
    private record Folder(Path path, String requested, @Nullable PathMatcher glob, FileCount count) implements Found {}

    /** The end of one path that the user named. */
    private record End(String requested, FileCount count) implements Found {}

    /** A file to read. */
    record Storage(Path path, String name) implements Found {}

    /** Standard input, or another stream that the caller has opened. */
    record Opened(String name) implements Found {}

    /** A path without any file. */
    record Nothing(String name, String why) implements Found {}

    /** The number of files found for one path that the user named, so that an empty result is reported. */
    private static final class FileCount {
        private int files;
    }

    /** The next file or error; null at the end. */
    @Nullable
    Found next() {
        while (true) {
            Found found = waiting.poll();
            switch (found) {
                case null -> {
                    return null;
                }
                case Named named -> expand(named.text());
                case Folder folder -> {
                    Nothing error = list(folder);
                    if (error != null) {
                        return error;
                    }
                }
                case End last -> {
                    if (last.count().files == 0) {
                        return new Nothing(
                                last.requested(),
                                "no .json, .ndjson or .ndjson.gz file there; name the folder of recordings");
                    }
                }
                case Storage file -> {
                    return file;
                }
                case Opened opened -> {
                    return opened;
                }
                case Nothing nothing -> {
                    return nothing;
                }
            }
        }
    }

    private void expand(String text) {
        if (text.equals(STDIN)) {
            waiting.addFirst(new Opened("standard input"));
            return;
        }
        try {
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                walk(path, text, null);
            } else if (!InputFile.obstacle(path).isEmpty()) {
                waiting.addFirst(new Nothing(text, InputFile.obstacle(path)));
            } else if (Files.exists(path)) {
                waiting.addFirst(new Storage(path, name(path)));
            } else if (FileGlob.isGlob(text)) {
                walk(FileGlob.of(text), text);
            } else {
                waiting.addFirst(new Nothing(text, "no such file or folder; check the path"));
            }
        } catch (InvalidPathException e) {
            if (FileGlob.isGlob(text)) { // systems that forbid * in names
                walk(FileGlob.of(text), text);
            } else {
                waiting.addFirst(new Nothing(text, "not a path: " + e.getReason()));
            }
        } catch (IllegalArgumentException e) {
            waiting.addFirst(new Nothing(text, "not a glob: " + e.getMessage()));
        }
    }

    private void walk(FileGlob glob, String requested) {
        walk(Path.of(glob.folder()), requested, glob.matcher());
    }

    private void walk(Path base, String requested, @Nullable PathMatcher glob) {
        var count = new FileCount();
        waiting.addFirst(new End(requested, count));
        if (Files.isDirectory(base)) {
            waiting.addFirst(new Folder(base, requested, glob, count));
        }
    }

    private @Nullable Nothing list(Folder folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
            stream.forEach(children::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            folder.count().files++; // the error is reported once, here
            return new Nothing(name(folder.path()), "the folder cannot be listed: " + e.getMessage());
        }
        // added to the front one by one, so that the last comes first
        children.sort(Collections.reverseOrder((a, b) -> name(a).compareTo(name(b))));
        for (Path child : children) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                if (!isHidden(child) && !isExcluded(child) && !InputFile.isReports(child)) {
                    waiting.addFirst(new Folder(child, folder.requested(), folder.glob(), folder.count()));
                }
            } else if (InputFile.isStored(child)
                    && !isExcluded(child)
                    && (folder.glob() == null ? isRecording(child) : matches(folder.glob(), child))) {
                folder.count().files++;
                waiting.addFirst(new Storage(child, name(child)));
            }
        }
        return null;
    }

    private static boolean matches(PathMatcher glob, Path file) {
        return glob.matches(file) || glob.matches(file.normalize());
    }

    private boolean isExcluded(Path child) {
        try {
            return excluded != null && Files.isSameFile(excluded, child);
        } catch (IOException doesNotExist) {
            return false;
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isRecording(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !isHidden(path) && (name.endsWith(".json") || isLines(name) || isPartial(path, name));
    }

    /** A partial file next to its recording was complete when the recorder was killed. */
    private static boolean isPartial(Path path, String name) {
        if (!PartialRecording.isName(name)) {
            return false;
        }
        String file = path.getFileName().toString();
        return !Files.exists(path.resolveSibling(file.substring(0, file.length() - PartialRecording.SUFFIX.length())));
    }

    /** Whether the file has one record per line, by its name. */
    public static boolean isLines(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        plain = plain.endsWith(".gz") ? plain.substring(0, plain.length() - 3) : plain;
        return plain.endsWith(".ndjson") || plain.endsWith(".jsonl");
    }

    private static String name(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }
}
