package dev.loupe.change;

import dev.loupe.contract.ContractFault;
import dev.loupe.contract.Document;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/** Reads contracts from where users name them: a file, an https address, {@code -}, or {@code REV:path} in git. */
public final class DocumentSources {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Path folder;
    private final InputStream standardInput;

    /**
     * @param folder where relative names start, and the git repository to look into: absolute, or empty for the working
     *     directory
     * @param standardInput what {@code -} reads
     */
    public DocumentSources(Path folder, InputStream standardInput) {
        this.folder = folder;
        this.standardInput = standardInput;
    }

    /**
     * Two contracts of one name, still to be read: a thousand of them in memory at once would be too many.
     *
     * @param old what to {@link #read}
     * @param next empty when NEW has no such contract
     */
    public record Pair(String name, String old, String next) {}

    public Document read(String source) {
        if (source.equals("-")) {
            return parse(bytes(standardInput, "standard input"), "standard input");
        }
        if (source.startsWith("https://")) {
            return parse(fetch(source), source);
        }
        if (source.contains("://")) {
            throw new SourceFault(source + ": only https addresses are read; download it and name the file");
        }
        try {
            Path file = folder.resolve(source);
            if (Files.exists(file)) {
                return parse(file);
            }
        } catch (InvalidPathException noPath) {
            // a name that no file can have may still be one in git
        }
        int colon = source.indexOf(':');
        if (colon > 0 && !source.startsWith("-")) {
            return parse(git(source), source);
        }
        throw new SourceFault(
                source + ": there is no such file (name a file, an https address, '-' for standard input, or"
                        + " REVISION:path in a git repository)");
    }

    /** True when a folder or a pattern such as {@code specs/*.json} is named, and not one document. */
    public boolean several(String source) {
        return SourceFiles.several(folder, source);
    }

    /** Pairs the documents of two folders or patterns by name, or two single ones. What is in NEW alone is no pair. */
    public List<Pair> pairs(String old, String next) {
        if (!several(old) && !several(next)) {
            return List.of(new Pair(next, old, next));
        }
        if (!several(old) || !several(next)) {
            throw new SourceFault("one of " + old + " and " + next
                    + " is a folder or a pattern and the other is not: name two folders, two patterns or two files");
        }
        SortedMap<String, Path> mine = SourceFiles.of(folder, old);
        SortedMap<String, Path> theirs = SourceFiles.of(folder, next);
        if (mine.isEmpty()) {
            throw new SourceFault(old + ": no contract was found there (in a folder: no .json, .yaml or .yml file)");
        }
        List<Pair> pairs = new ArrayList<>();
        mine.forEach((name, file) -> pairs.add(new Pair(
                name,
                file.toString(),
                theirs.containsKey(name) ? theirs.get(name).toString() : "")));
        if (pairs.stream().allMatch(pair -> pair.next().isEmpty())) {
            throw new SourceFault(old + " and " + next + ": no file of the one has its name in the other");
        }
        return pairs;
    }

    /** The revisions of one contract, in the order of their names: a folder or a pattern such as {@code specs/*.json}. */
    public List<Document> revisions(String folderOrPattern) {
        List<Path> files = several(folderOrPattern)
                ? List.copyOf(SourceFiles.of(folder, folderOrPattern).values())
                : List.of();
        if (files.size() < 2) {
            throw new SourceFault(
                    folderOrPattern + ": a history needs two revisions or more, and " + files.size() + " were found");
        }
        return files.stream().map(DocumentSources::parse).toList();
    }

    private static Document parse(Path file) {
        try {
            return Document.read(file);
        } catch (ContractFault fault) {
            throw new SourceFault(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static Document parse(byte[] text, String source) {
        try {
            return Document.parse(new String(text, StandardCharsets.UTF_8), source);
        } catch (ContractFault fault) {
            throw new SourceFault(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static byte[] bytes(InputStream stream, String source) {
        try {
            byte[] read = stream.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new SourceFault(source + ": is larger than " + LARGEST + " bytes");
            }
            return read;
        } catch (IOException broken) {
            throw new SourceFault(source + ": cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static byte[] fetch(String address) {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                // NORMAL never goes from https to http
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(LONGEST)
                    .GET()
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new SourceFault(address + ": answered with status " + answer.statusCode());
                }
                return bytes(body, address);
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new SourceFault(address + ": cannot be fetched: " + broken.getMessage(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceFault(address + ": was interrupted", stopped);
        }
    }

    /** {@code git show REV:path}, without a shell; what begins with a dash is never passed on. */
    private byte[] git(String revisionAndPath) {
        Process process;
        try {
            process = new ProcessBuilder(
                            "git", "--no-pager", "-c", "core.fsmonitor=false", "show", "--no-textconv", revisionAndPath)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noGit) {
            throw new SourceFault(
                    revisionAndPath + ": there is no such file, and git cannot be run: " + noGit.getMessage(), noGit);
        }
        try {
            process.getOutputStream().close();
            byte[] text = bytes(process.getInputStream(), revisionAndPath);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new SourceFault(revisionAndPath + ": is no file, and git knows no such revision and path here");
            }
            return text;
        } catch (IOException broken) {
            throw new SourceFault(revisionAndPath + ": cannot be read: " + broken.getMessage(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceFault(revisionAndPath + ": was interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
