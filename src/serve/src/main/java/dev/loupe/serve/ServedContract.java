package dev.loupe.serve;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A contract with compiled schemas and the content of its requests.
 *
 * @param models the models that a request may name, in order
 * @param parameters the properties of a request
 * @param paths the paths of its operations
 */
record ServedContract(ContractSchemas schemas, List<String> models, Set<String> parameters, Set<String> paths) {
    static ServedContract of(Contract contract) {
        JsonNode document = contract.corrected();
        ReferenceResolver references = new ReferenceResolver(document);
        Set<String> parameters = new HashSet<>();
        Set<String> models = new java.util.LinkedHashSet<>();
        Set<String> paths = new HashSet<>();
        for (var path : document.path("paths").properties()) {
            JsonNode schema =
                    references.resolved(path.getValue().at("/post/requestBody/content/application~1json/schema"));
            JsonNode properties = schema.path("properties");
            if (properties.has("messages")) {
                paths.add(path.getKey());
                properties.fieldNames().forEachRemaining(parameters::add);
                references.resolved(properties.path("model")).path("enum").forEach(model -> models.add(model.asText()));
            }
        }
        if (paths.isEmpty() || models.isEmpty()) {
            throw new ContractException(
                    contract.name(),
                    0,
                    JsonPointer.empty(),
                    "the reference provider cannot serve this contract: it has no POST operation with a JSON body that has"
                            + " messages and an enum of models");
        }
        return new ServedContract(ContractSchemas.of(contract), List.copyOf(models), parameters, paths);
    }
}
