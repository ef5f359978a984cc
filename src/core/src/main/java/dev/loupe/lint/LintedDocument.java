package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document under lint, parsed once for all rules. */
public final class LintedDocument {
    private final JsonNode root;
    private final List<Operation> operations;
    private final ReferenceResolver references;
    private final List<LocatedSchema> schemas;
    private final ContractSchemas validation;
    private final ResolvableParts resolvable;
    private final List<DocumentWalk.Part> parts = new ArrayList<>();

    /** Reads the operations and schemas of a document. */
    public LintedDocument(Contract contract) {
        this.root = contract.published();
        this.operations = contract.operations();
        this.references = new ReferenceResolver(root);
        this.validation = ContractSchemas.asIs(contract);
        this.resolvable = new ResolvableParts(root, references, validation.circular());
        this.schemas = new SchemaCollector(root, references).all(operations);
        DocumentWalk.visit(root, parts::add);
    }

    public JsonNode root() {
        return root;
    }

    public boolean isVersion30() {
        return root.path("openapi").asText("").startsWith("3.0");
    }

    public List<Operation> operations() {
        return operations;
    }

    public ReferenceResolver references() {
        return references;
    }

    /** Every schema, each location once, those that an operation reaches first. */
    public List<LocatedSchema> schemas() {
        return schemas;
    }

    /** The parts of the document that are no schemas, in its order. */
    public List<DocumentWalk.Part> parts() {
        return parts;
    }

    /** Where schemas refer to themselves without descending into the instance. */
    public List<JsonPointer> circular() {
        return validation.circular();
    }

    /** Whether every reference below a location leads to a schema of this document. */
    public boolean isResolvable(JsonPointer part) {
        return resolvable.isResolvable(part);
    }

    /** The violations of a schema by a value; empty when the document does not contain all of that schema. */
    public Optional<List<InstanceViolation>> mismatches(JsonPointer schemaAt, JsonNode value) {
        return resolvable.isResolvable(schemaAt)
                ? Optional.of(validation.at(Reading.PUBLISHED, schemaAt, value))
                : Optional.empty();
    }

    /** A part of the document, references followed. */
    public Optional<ReferenceResolver.Located> part(JsonPointer parent, String... names) {
        Optional<ReferenceResolver.Located> at = references.follow(parent);
        for (String name : names) {
            at = at.flatMap(holder -> references.follow(holder.pointer().appendProperty(name)));
        }
        return at;
    }

    /** The contract, for the document and its lines. */
    public ContractSchemas validation() {
        return validation;
    }
}
