package dev.loupe.chat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.ReferenceScope;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apiguardian.api.API;

/** Finds the contract of chat completions that a user names. */
@API(status = API.Status.EXPERIMENTAL)
public final class ChatContracts {
    private ChatContracts() {}

    /** What {@code --contract NAME|PATH} means: a bundled name, else a file, to which the conventions of chat completions are added. */
    public static Contract find(String nameOrPath) {
        return find(nameOrPath, ReferenceScope.FOLDER);
    }

    /**
     * Like {@link #find(String)}.
     *
     * @param scope the references that are followed
     */
    public static Contract find(String nameOrPath, ReferenceScope scope) {
        return Contracts.named(nameOrPath).orElseGet(() -> {
            Path file = Path.of(nameOrPath);
            if (!Files.exists(file)) {
                throw new ContractException(
                        nameOrPath,
                        0,
                        JsonPointer.empty(),
                        "is neither a file nor a built-in contract (" + String.join(", ", Contracts.names()) + ")");
            }
            return ChatConventions.added(Contracts.load(file, scope));
        });
    }
}
