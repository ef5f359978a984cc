package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.Contract;
import dev.loupe.contract.Operation;
import dev.loupe.contract.References;
import dev.loupe.schema.ContractSchemas;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import java.util.List;
import java.util.Optional;

/** A document under examination, taken apart once for all rules. */
public final class Spec {
    private final JsonNode root;
    private final List<Operation> operations;
    private final References references;
    private final List<SchemaAt> schemas;
    private final ContractSchemas validation;
    private final Wholeness wholeness;

    /** Takes a document apart. */
    public Spec(Contract contract) {
        this.root = contract.published();
        this.operations = contract.operations();
        this.references = new References(root);
        this.validation = ContractSchemas.asIs(contract);
        this.wholeness = new Wholeness(root, references, validation.circular());
        this.schemas = new SchemaWalk(root).all(operations);
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

    References references() {
        return references;
    }

    /** Every schema, each place once, those that an operation reaches first. */
    List<SchemaAt> schemas() {
        return schemas;
    }

    /** Where schemas refer to themselves without going into the value. */
    List<JsonPointer> circular() {
        return validation.circular();
    }

    /** Whether everything that a part refers to is known. */
    boolean isWhole(JsonPointer part) {
        return wholeness.isWhole(part);
    }

    /** What is wrong with a value under the schema at a place; empty when the document does not say all of that schema. */
    Optional<List<Mismatch>> mismatches(JsonPointer schemaAt, JsonNode value) {
        return wholeness.isWhole(schemaAt)
                ? Optional.of(validation.at(Reading.PUBLISHED, schemaAt, value))
                : Optional.empty();
    }

    /** A part of the document, through references. */
    Optional<References.Located> part(JsonPointer parent, String... names) {
        Optional<References.Located> at = references.follow(parent);
        for (String name : names) {
            at = at.flatMap(holder -> references.follow(holder.pointer().appendProperty(name)));
        }
        return at;
    }

    /** For whoever needs the document and its lines. */
    public ContractSchemas validation() {
        return validation;
    }
}
