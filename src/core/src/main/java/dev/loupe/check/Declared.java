package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.provider.Dialect.Handling;
import dev.loupe.schema.ContractSchemas;
import java.util.List;

/** Whether a parameter counts: some providers ignore what the model does not know, and say so. */
final class Declared {
    private static final List<String> PATHS = List.of("/v1/chat/completions", "/chat/completions");

    private Declared() {}

    /** Whether the provider must heed this parameter: it rejects what it does not know, or the contract declares it. */
    static boolean knows(Observed observed, String parameter) {
        if (observed.dialect().unknown() == Handling.REJECTS) {
            return true;
        }
        ContractSchemas schemas = observed.context().contract();
        return schemas != null && declares(schemas.contract().corrected(), parameter);
    }

    private static boolean declares(JsonNode document, String parameter) {
        for (String path : PATHS) {
            JsonNode schema = document.path("paths").path(path).path("post").path("requestBody");
            schema = resolve(document, schema)
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (resolve(document, schema).path("properties").has(parameter)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        JsonNode resolved = node;
        // bounded: references may go round
        for (int hop = 0; hop < 8 && Strict.textOrEmpty(resolved.path("$ref")).startsWith("#/"); hop++) {
            resolved = document.at(Strict.textOrEmpty(resolved.path("$ref")).substring(1));
        }
        return resolved;
    }
}
