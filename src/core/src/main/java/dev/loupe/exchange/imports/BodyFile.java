package dev.loupe.exchange.imports;

import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A body that a tool stores in a file of its own. */
final class BodyFile {
    private BodyFile() {}

    /** Its bytes; null when the folder does not have it. No file outside of the folder is read. */
    static byte @Nullable [] read(Path folder, String name) throws ImportException {
        try {
            Path body = folder.resolve(name).normalize();
            if (!Files.isRegularFile(body) || !body.toRealPath().startsWith(folder.toRealPath())) {
                return null;
            }
            try (InputStream in = Files.newInputStream(body)) {
                return in.readNBytes(InputLimits.BODY_BYTES + 1);
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new ImportException("its body file " + name + " cannot be read");
        }
    }
}
