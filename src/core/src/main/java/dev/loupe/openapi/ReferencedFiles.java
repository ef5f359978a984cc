package dev.loupe.openapi;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files inside one folder that references lead to. Each is read once. */
final class ReferencedFiles {
    static final int MOST_FILES = 1_000;
    static final long MOST_BYTES = 64L << 20;

    private final Path root;
    private final Map<Path, Document> read = new HashMap<>();
    private long bytes;

    ReferencedFiles(Path root) throws IOException {
        this.root = root.toAbsolutePath().toRealPath();
    }

    /** A location in a file. */
    record Target(Path file, String fragment) {}

    /** Why a reference is not followed. */
    static final class NotFollowedException extends Exception {
        private static final long serialVersionUID = 1;

        NotFollowedException(String message) {
            super(message);
        }
    }

    void add(Path file, Document document) {
        read.put(file, document);
    }

    /** The name of a file relative to the folder. */
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The target of a reference that a file contains; relative references start at the folder of that file. */
    Target target(Path from, String ref) throws NotFollowedException {
        int hash = ref.indexOf('#');
        String fragment = hash < 0 ? "" : ref.substring(hash + 1);
        String path = hash < 0 ? ref : ref.substring(0, hash);
        if (path.matches("(?s)([A-Za-z][A-Za-z0-9+.-]*:|//).*")) {
            throw new NotFollowedException("no file; URLs are not fetched");
        }
        if (path.isEmpty()) {
            return new Target(from, fragment);
        }
        try {
            // a plus sign is literal in a path, unlike in a form
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return new Target(inside(from.resolveSibling(decoded).normalize()), fragment);
        } catch (InvalidPathException invalid) {
            throw new NotFollowedException("no valid file name");
        } catch (IllegalArgumentException invalid) {
            throw new NotFollowedException("invalid percent-encoding");
        }
    }

    /** The file itself, symbolic links followed; whether a file outside the folder exists is not disclosed. */
    private Path inside(Path file) throws NotFollowedException {
        if (!file.startsWith(root)) {
            throw new NotFollowedException("outside the folder " + root.getFileName());
        }
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw new NotFollowedException("outside the folder " + root.getFileName());
            }
            return real;
        } catch (IOException missing) {
            throw new NotFollowedException("file does not exist");
        }
    }

    /** A file, JSON or YAML. */
    Document document(Path file) throws NotFollowedException {
        Document known = read.get(file);
        if (known != null) {
            return known;
        }
        if (read.size() > MOST_FILES) {
            throw new NotFollowedException("more than " + MOST_FILES + " files");
        }
        try {
            bytes += Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new NotFollowedException("more than " + MOST_BYTES + " bytes in all files");
            }
            Document document = Document.read(file);
            read.put(file, document);
            return document;
        } catch (ContractException broken) {
            throw new NotFollowedException(broken.problem());
        } catch (IOException unreadable) {
            throw new NotFollowedException("file cannot be read");
        }
    }
}
