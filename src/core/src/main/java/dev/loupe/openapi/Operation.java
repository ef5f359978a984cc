package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a client can ask for.
 *
 * @param method {@code POST}
 * @param path as the document has it, {@code /v1/chat/completions}
 * @param pointer where the operation stands in the document
 * @param node the operation object
 */
public record Operation(String method, String path, JsonPointer pointer, JsonNode node) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** The operations of a document, in its order. */
    public static List<Operation> of(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        ReferenceResolver references = new ReferenceResolver(document);
        JsonPointer paths = JsonPointer.compile("/paths");
        document.path("paths").properties().forEach(path -> {
            Optional<ReferenceResolver.Located> item = references.follow(paths.appendProperty(path.getKey()));
            item.ifPresent(located -> located.node().properties().forEach(member -> {
                if (METHODS.contains(member.getKey()) && member.getValue().isObject()) {
                    operations.add(new Operation(
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            located.pointer().appendProperty(member.getKey()),
                            member.getValue()));
                }
            }));
        });
        return operations;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
