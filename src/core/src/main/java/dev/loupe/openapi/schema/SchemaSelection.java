package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;

/**
 * The schemas of a value to make.
 *
 * @param schemas all of them apply
 * @param decided the unions with a selected branch, which is among the schemas
 */
public record SchemaSelection(List<JsonPointer> schemas, Set<JsonPointer> decided) {
    public static SchemaSelection of(List<JsonPointer> schemas) {
        return new SchemaSelection(schemas, Set.of());
    }
}
