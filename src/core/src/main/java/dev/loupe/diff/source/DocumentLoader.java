package dev.loupe.diff.source;

import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads contracts from where users name them: a file, an https address, {@code -}, or {@code REV:path} in git. */
public final class DocumentLoader {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Path folder;
    private final InputStream standardInput;
    private final HttpsDownload download;
    private final GitReader git;

    /**
     * @param folder where relative names start, and the git repository to look into
     * @param standardInput what {@code -} reads
     * @param trust whom https servers are checked against; null for the authorities of the Java that runs
     */
    public DocumentLoader(Path folder, InputStream standardInput, @Nullable SSLContext trust) {
        this(folder, standardInput, new HttpsDownload(LARGEST, LONGEST, trust));
    }

    DocumentLoader(Path folder, InputStream standardInput, HttpsDownload download) {
        this.folder = folder;
        this.standardInput = standardInput;
        this.download = download;
        this.git = new GitReader(folder, LARGEST, LONGEST);
    }

    public Document read(String source) {
        if (source.equals("-")) {
            return parse(bytes(standardInput, "standard input"), "standard input");
        }
        if (source.startsWith("https://")) {
            return parse(download.fetch(source), HttpsDownload.publicName(source));
        }
        if (source.contains("://")) {
            throw new SourceException(HttpsDownload.publicName(source)
                    + ": only https addresses are read; write https:// if the server has it,"
                    + " or download it and name the file");
        }
        if (source.isEmpty()) {
            // to the system it is the working directory, to a person a variable that was not set
            throw new SourceException("a contract's name is empty; name a file, an https address or REVISION:path");
        }
        Path file = file(source);
        if (file != null) {
            return parse(file);
        }
        if (GitReader.isName(source)) {
            return parse(git.show(source), source);
        }
        throw new SourceException(
                source + ": there is no such file (name a file, an https address, '-' for standard input, or"
                        + " REVISION:path in a git repository)");
    }

    /** The file or folder of that name; null when there is none. */
    @Nullable
    Path file(String source) {
        try {
            Path file = folder.resolve(source);
            return Files.exists(file) ? file : null;
        } catch (InvalidPathException noPath) {
            // a name that no file can have may still be one in git
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    GitReader git() {
        return git;
    }

    private static Document parse(Path file) {
        try {
            return Document.read(file);
        } catch (ContractException error) {
            throw new SourceException(String.valueOf(error.getMessage()), error);
        }
    }

    private static Document parse(byte[] text, String source) {
        try {
            return Document.parse(new String(text, StandardCharsets.UTF_8), source);
        } catch (ContractException error) {
            throw new SourceException(String.valueOf(error.getMessage()), error);
        }
    }

    private static byte[] bytes(InputStream stream, String source) {
        try {
            byte[] read = stream.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new SourceException(source + ": is larger than " + LARGEST + " bytes");
            }
            return read;
        } catch (IOException broken) {
            throw new SourceException(source + ": cannot be read: " + broken.getMessage(), broken);
        }
    }
}
