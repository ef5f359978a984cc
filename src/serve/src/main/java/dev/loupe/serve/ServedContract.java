package dev.loupe.serve;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaView;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        ContractSchemas schemas = ContractSchemas.of(contract);
        JsonNode document = contract.corrected();
        Set<String> parameters = new HashSet<>();
        Set<String> models = new LinkedHashSet<>();
        Set<String> paths = new HashSet<>();
        for (Operation operation : contract.correctedOperations()) {
            Map<String, JsonPointer> properties = schemas.requestSchema(
                            Reading.CORRECTED, operation.method(), operation.path())
                    .map(request -> SchemaView.of(document, request).properties())
                    .orElse(Map.of());
            if (operation.method().equals("POST") && properties.containsKey("messages")) {
                paths.add(operation.path());
                parameters.addAll(properties.keySet());
                if (properties.containsKey("model")) {
                    SchemaView.of(document, properties.get("model"))
                            .keyword("enum")
                            .forEach(model -> models.add(model.asText()));
                }
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
        return new ServedContract(schemas, List.copyOf(models), parameters, paths);
    }
}
