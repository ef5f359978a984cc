package dev.loupe.diff.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code REVISION:path} from a git repository without a shell; names that begin with a dash are never passed
 * on.
 */
final class GitReader {
    private final Path folder;
    private final int largest;
    private final Duration longest;

    GitReader(Path folder, int largest, Duration longest) {
        this.folder = folder;
        this.largest = largest;
        this.longest = longest;
    }

    static boolean isName(String source) {
        return source.indexOf(':') > 0 && !source.startsWith("-") && !source.contains("://");
    }

    byte[] show(String revisionAndPath) {
        byte[] text = run(revisionAndPath, "show", "--no-textconv", revisionAndPath);
        if (text == null) {
            throw new SourceException(revisionAndPath + ": file not found, and git has no such revision and path here"
                    + (isShallow() ? "; this clone is shallow: fetch the history (GitHub: fetch-depth: 0)" : ""));
        }
        return text;
    }

    /** Whether earlier revisions are missing, as in the clones of CI servers. */
    private boolean isShallow() {
        byte[] answer = run("git", "rev-parse", "--is-shallow-repository");
        return answer != null
                && new String(answer, StandardCharsets.UTF_8).strip().equals("true");
    }

    boolean isFolder(String revisionAndPath) {
        byte[] type = run(revisionAndPath, "cat-file", "-t", revisionAndPath);
        return type != null && new String(type, StandardCharsets.UTF_8).strip().equals("tree");
    }

    /** The names of the files below a folder, relative to it. */
    List<String> files(String revisionAndFolder) {
        byte[] names = run(revisionAndFolder, "ls-tree", "-r", "-z", "--name-only", revisionAndFolder);
        List<String> files = new ArrayList<>();
        if (names != null) {
            for (String name : new String(names, StandardCharsets.UTF_8).split("\0", -1)) {
                if (!name.isEmpty()) {
                    files.add(name);
                }
            }
        }
        return files;
    }

    /** The output of git; null when it fails. */
    private byte @Nullable [] run(String named, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-c", "core.fsmonitor=false"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noGit) {
            throw new SourceException(named + ": file not found, and git cannot be run: " + noGit.getMessage(), noGit);
        }
        try (InputStream printed = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] bytes = printed.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new SourceException(named + ": too large, the limit is " + largest + " bytes");
            }
            boolean ended = process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? bytes : null;
        } catch (IOException broken) {
            throw new SourceException(named + ": cannot read: " + broken.getMessage(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceException(named + ": interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
