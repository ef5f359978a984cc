package dev.loupe.openapi;

import dev.loupe.openapi.RemoteDocuments.NotAvailableException;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents that references lead to: files inside one folder, and documents on servers that are allowed. Each is read once. */
final class ReferencedDocuments {
    static final int MOST_DOCUMENTS = 1_000;
    static final long MOST_BYTES = 64L << 20;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:|//).*", Pattern.DOTALL);

    /** Null for a document that is not from a folder. */
    private final @Nullable Path root;

    private final RemoteDocuments remote;
    private final Map<URI, Document> read = new HashMap<>();
    private long bytes;

    ReferencedDocuments(@Nullable Path root, RemoteDocuments remote) throws IOException {
        this.root = root == null ? null : root.toAbsolutePath().toRealPath();
        this.remote = remote;
    }

    /** A location in a document. */
    record Target(URI document, String fragment) {}

    /** Why a reference is not followed. */
    static final class NotFollowedException extends Exception {
        private static final long serialVersionUID = 1;

        NotFollowedException(String message) {
            super(message);
        }
    }

    void add(URI address, Document document) {
        read.put(address, document);
    }

    /** The name of a document: the path of a file relative to the folder, or the URL. */
    String name(URI document) {
        return root != null && isFile(document)
                ? root.relativize(Path.of(document)).toString().replace('\\', '/')
                : publicName(document);
    }

    static boolean isFile(URI document) {
        return "file".equals(document.getScheme());
    }

    /** The target of a reference that a document contains; relative references start at that document. */
    Target target(URI from, String ref) throws NotFollowedException {
        int hash = ref.indexOf('#');
        String fragment = hash < 0 ? "" : ref.substring(hash + 1);
        String path = hash < 0 ? ref : ref.substring(0, hash);
        if (path.isEmpty()) {
            return new Target(from, fragment);
        }
        return new Target(
                isFile(from) && !SCHEME.matcher(path).matches() ? file(from, path) : url(from, path), fragment);
    }

    private URI file(URI from, String path) throws NotFollowedException {
        try {
            // a plus sign is literal in a path, unlike in a form
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return inside(Path.of(from).resolveSibling(decoded).normalize());
        } catch (InvalidPathException invalid) {
            throw new NotFollowedException("no valid file name");
        } catch (IllegalArgumentException invalid) {
            throw new NotFollowedException("invalid percent-encoding");
        }
    }

    /** A relative reference in a document on a server leads to the same server. */
    private static URI url(URI from, String reference) throws NotFollowedException {
        try {
            URI address = isFile(from) ? new URI(reference) : from.resolve(new URI(reference));
            if ("https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) {
                return address.normalize();
            }
        } catch (URISyntaxException invalid) {
            // the exception below has the message
        }
        throw new NotFollowedException("neither a file in the folder nor an https URL");
    }

    /** The file itself, symbolic links followed; whether a file outside the folder exists is not disclosed. */
    private URI inside(Path file) throws NotFollowedException {
        if (root == null) {
            throw new NotFollowedException("the document is not from a folder");
        }
        if (!file.startsWith(root)) {
            throw new NotFollowedException("outside the folder " + root.getFileName());
        }
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw new NotFollowedException("outside the folder " + root.getFileName());
            }
            return real.toUri();
        } catch (IOException missing) {
            throw new NotFollowedException("file does not exist");
        }
    }

    /** A document, JSON or YAML. */
    Document document(URI address) throws NotFollowedException {
        Document known = read.get(address);
        if (known != null) {
            return known;
        }
        if (read.size() > MOST_DOCUMENTS) {
            throw new NotFollowedException("more than " + MOST_DOCUMENTS + " documents");
        }
        try {
            Document document = isFile(address) ? file(Path.of(address)) : download(address);
            read.put(address, document);
            return document;
        } catch (ContractException broken) {
            throw new NotFollowedException(broken.problem());
        } catch (IOException unreadable) {
            throw new NotFollowedException("file cannot be read");
        } catch (NotAvailableException unavailable) {
            throw new NotFollowedException(String.valueOf(unavailable.getMessage()));
        }
    }

    private Document file(Path file) throws NotFollowedException, IOException {
        if (!InputFile.isStored(file)) {
            throw new NotFollowedException("not a regular file");
        }
        count(Files.size(file));
        return Document.read(file);
    }

    private Document download(URI address) throws NotFollowedException, NotAvailableException {
        byte[] text = remote.fetch(address);
        count(text.length);
        return Document.parse(new String(text, StandardCharsets.UTF_8), publicName(address))
                .fromElsewhere();
    }

    /** Without the query, which may contain a key: names are shown in reports. */
    static String publicName(URI address) {
        return address.toString().replaceFirst("[?#].*", "");
    }

    private void count(long more) throws NotFollowedException {
        bytes += more;
        if (bytes > MOST_BYTES) {
            throw new NotFollowedException("more than " + MOST_BYTES + " bytes in all documents");
        }
    }
}
