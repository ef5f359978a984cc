package dev.loupe.diff.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.UnionCoverage;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How many operations, request properties and listed models a spec has. */
public record SpecSize(int operations, int parameters, int models) {
    static SpecSize of(JsonNode root) {
        Normalizer schemas = UnionCoverage.normalizer(root, MessageDirection.REQUEST, new WorkBudget());
        Set<String> parameters = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        List<Operation> operations = Operation.of(root);
        for (Operation operation : operations) {
            DocumentPointer at = operation.at().then("requestBody");
            if (!(new ReferenceResolver(root).follow(operation.node().path("requestBody"), at)
                    instanceof ReferenceResolver.Target.Found body)) {
                continue;
            }
            JsonNode schema =
                    body.node().path("content").path("application/json").path("schema");
            if (!schema.isMissingNode()
                    && schemas.schema(SchemaRef.of(schema, body.at())) instanceof NormalSchema.Plain plain) {
                parameters.addAll(plain.properties().named().keySet());
                SchemaRef model = plain.properties().named().get("model");
                if (model != null
                        && schemas.schema(model) instanceof NormalSchema.Plain listed
                        && listed.values() != null) {
                    listed.values().forEach(value -> models.add(value.asText()));
                }
            }
        }
        return new SpecSize(operations.size(), parameters.size(), models.size());
    }
}
