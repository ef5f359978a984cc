package dev.loupe.diff.source;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.connection.DocumentDownload.DownloadException;
import dev.loupe.connection.DocumentDownload.Limits;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentBundle;
import dev.loupe.openapi.ReferenceScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads specs from a file, an https URL, standard input ({@code -}) or git ({@code REV:path}). */
public final class DocumentLoader {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int REDIRECTS = 5;

    private final Path folder;
    private final InputStream standardInput;
    private final DocumentDownload download;
    private final GitReader git;

    /**
     * @param folder the base of relative names, in the git repository
     * @param standardInput the stream for {@code -}
     * @param connections how hosts are reached
     */
    public DocumentLoader(Path folder, InputStream standardInput, ConnectionSettings connections) {
        this(folder, standardInput, connections, new Limits(LARGEST, LONGEST, REDIRECTS));
    }

    DocumentLoader(Path folder, InputStream standardInput, ConnectionSettings connections, Limits limits) {
        this.folder = folder;
        this.standardInput = standardInput;
        this.download = new DocumentDownload(connections, limits, at -> Optional.empty());
        this.git = new GitReader(folder, LARGEST, LONGEST);
    }

    public Document read(String source) {
        return read(source, ReferenceScope.FOLDER);
    }

    /**
     * Reads a spec.
     *
     * @param scope the references that are followed
     */
    public Document read(String source, ReferenceScope scope) {
        if (source.equals("-")) {
            return parse(bytes(standardInput, "standard input"), "standard input");
        }
        if (source.startsWith("https://")) {
            return DocumentBundle.of(
                    parse(downloaded(https(source)), DocumentDownload.publicName(source)),
                    https(source),
                    scope.remote());
        }
        if (source.contains("://")) {
            throw new SourceException(DocumentDownload.publicName(source)
                    + ": unsupported protocol, expected https; use https:// if the server supports it,"
                    + " or download it and name the file");
        }
        if (source.isEmpty()) {
            // the empty path is the working directory, but the likely cause is an unset variable
            throw new SourceException("the name of a spec is empty; name a file, an https URL or REVISION:path");
        }
        Path file = file(source);
        if (file != null) {
            return parse(file, scope);
        }
        if (GitReader.isName(source)) {
            return parse(git.show(source), source);
        }
        throw new SourceException(source + ": file not found (name a file, an https URL, '-' for standard input, or"
                + " REVISION:path in a git repository)");
    }

    private byte[] downloaded(URI address) {
        try {
            return download.fetch(address);
        } catch (DownloadException failure) {
            throw new SourceException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** The URL of a document, without the name of a user: names are shown in reports. */
    static URI https(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException noAddress) {
            throw new SourceException(
                    DocumentDownload.publicName(address) + ": invalid URL: " + noAddress.getReason(), noAddress);
        }
        throw new SourceException("an https URL needs a host and must not contain user names or passwords;"
                + " or download it and name the file");
    }

    /** The file or folder of that name; null when there is none. */
    @Nullable
    Path file(String source) {
        try {
            Path file = folder.resolve(source);
            return Files.exists(file) ? file : null;
        } catch (InvalidPathException noPath) {
            // an invalid file name may still be a name in git
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    GitReader git() {
        return git;
    }

    private static Document parse(Path file, ReferenceScope scope) {
        try {
            return DocumentBundle.of(Document.read(file), file, scope);
        } catch (ContractException error) {
            throw new SourceException(String.valueOf(error.getMessage()), error);
        }
    }

    private static Document parse(byte[] text, String source) {
        try {
            return Document.parse(new String(text, StandardCharsets.UTF_8), source)
                    .fromElsewhere();
        } catch (ContractException error) {
            throw new SourceException(String.valueOf(error.getMessage()), error);
        }
    }

    private static byte[] bytes(InputStream stream, String source) {
        try {
            byte[] read = stream.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new SourceException(source + ": too large, the limit is " + LARGEST + " bytes");
            }
            return read;
        } catch (IOException broken) {
            throw new SourceException(source + ": cannot read: " + broken.getMessage(), broken);
        }
    }
}
