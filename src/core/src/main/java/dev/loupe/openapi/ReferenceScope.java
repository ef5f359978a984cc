package dev.loupe.openapi;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Which references to other documents are followed.
 *
 * @param root files in this folder; null for the folder of the document that is read
 * @param remote documents on other servers
 */
@API(status = API.Status.EXPERIMENTAL)
public record ReferenceScope(@Nullable Path root, RemoteDocuments remote) {
    /** Files in the folder of the document. */
    public static final ReferenceScope FOLDER = new ReferenceScope(null, RemoteDocuments.NONE);

    /** The same scope with files in another folder. */
    public ReferenceScope within(Path folder) {
        return new ReferenceScope(folder, remote);
    }
}
