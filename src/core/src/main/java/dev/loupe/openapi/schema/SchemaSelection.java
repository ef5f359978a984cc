package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;

/**
 * What a value is wanted for.
 *
 * @param schemas all of which it must obey
 * @param decided the unions of which a branch was chosen and is among the schemas
 */
public record SchemaSelection(List<JsonPointer> schemas, Set<JsonPointer> decided) {
    public static SchemaSelection of(List<JsonPointer> schemas) {
        return new SchemaSelection(schemas, Set.of());
    }
}
