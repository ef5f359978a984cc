package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.Contract;
import dev.loupe.schema.ContractSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A document under examination, taken apart once for all rules. */
public final class Spec {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final String name;
    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();
    private final List<SchemaAt> schemas;
    private final ContractSchemas validation;

    /** An operation and where it stands. */
    record Operation(String method, String path, JsonPointer at, JsonNode node) {}

    /** Takes a document apart. */
    public Spec(Contract contract) {
        this.name = contract.name();
        this.root = contract.published();
        this.validation = ContractSchemas.of(contract);
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (METHODS.contains(member.getKey()) && member.getValue().isObject()) {
                        JsonPointer at = JsonPointer.empty()
                                .appendProperty("paths")
                                .appendProperty(path.getKey())
                                .appendProperty(member.getKey());
                        operations.add(new Operation(member.getKey(), path.getKey(), at, member.getValue()));
                    }
                }));
        this.schemas = new SchemaWalk(root).all(operations);
    }

    String name() {
        return name;
    }

    JsonNode root() {
        return root;
    }

    boolean isVersion30() {
        return root.path("openapi").asText("").startsWith("3.0");
    }

    List<Operation> operations() {
        return operations;
    }

    /** Every schema, each place once, those that an operation reaches first. */
    List<SchemaAt> schemas() {
        return schemas;
    }

    /** Validates against the schemas of the document. */
    public ContractSchemas validation() {
        return validation;
    }
}
