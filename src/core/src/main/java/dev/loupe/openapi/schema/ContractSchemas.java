package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Operation;
import java.util.List;
import java.util.Optional;

/** The schemas of one contract, compiled once, safe to share between threads. */
public final class ContractSchemas {
    /** Which of the two contracts is asked. */
    public enum Reading {
        PUBLISHED,
        CORRECTED
    }

    private final Contract contract;
    private final Side published;
    private final Side corrected;

    private record Side(OperationLookup routes, CompiledSchemas schemas, DeclaredProperties known) {}

    private ContractSchemas(Contract contract, boolean lenient) {
        this.contract = contract;
        this.published = new Side(
                OperationLookup.published(contract),
                new CompiledSchemas(contract.published(), lenient),
                new DeclaredProperties(contract.published()));
        this.corrected =
                contract.corrections().isEmpty() && contract.published().equals(contract.corrected())
                        ? published
                        : new Side(
                                OperationLookup.corrected(contract),
                                new CompiledSchemas(contract.corrected(), lenient),
                                new DeclaredProperties(contract.corrected()));
    }

    /** Reads {@code nullable} strictly, as this package's description says. */
    public static ContractSchemas of(Contract contract) {
        return new ContractSchemas(contract, false).withoutCircles();
    }

    /** For who looks at the document itself: nothing may be held to a schema that leads to one of {@link #circular()}. */
    public static ContractSchemas asIs(Contract contract) {
        return new ContractSchemas(contract, false);
    }

    /** Lets null through wherever {@code nullable} is true, as common validators do, to tell where the readings differ. */
    public static ContractSchemas lenient(Contract contract) {
        return new ContractSchemas(contract, true).withoutCircles();
    }

    private ContractSchemas withoutCircles() {
        for (Reading reading : Reading.values()) {
            for (JsonPointer at : side(reading).schemas().circular()) {
                throw new ContractException(
                        contract.document().source(),
                        contract.document().lineOf(at),
                        at,
                        "the schema refers to itself without going into the value");
            }
        }
        return this;
    }

    /** Where schemas of the published document refer to themselves without going into the value. */
    public List<JsonPointer> circular() {
        return published.schemas().circular();
    }

    public Contract contract() {
        return contract;
    }

    /** What is wrong with this request; empty list: nothing; empty optional: the contract has no such operation. */
    public Optional<List<SchemaViolation>> request(Reading reading, String method, String path, JsonNode body) {
        return requestSchema(reading, method, path).map(schema -> at(reading, schema, body));
    }

    /**
     * What is wrong with this answer or, for {@code text/event-stream}, this chunk; empty optional: the contract documents
     * no such answer.
     */
    public Optional<List<SchemaViolation>> answer(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        OperationLookup.Answer answer = side(reading).routes().answer(method, path, status, mediaType);
        if (!answer.documented()) {
            return Optional.empty();
        }
        return Optional.of(
                answer.schema().map(schema -> at(reading, schema, body)).orElse(List.of()));
    }

    /** Members of an answer that the contract does not know. */
    public List<JsonPointer> unknownMembers(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        return answerSchema(reading, method, path, status, mediaType)
                .map(schema -> side(reading).known().unknown(schema, body))
                .orElse(List.of());
    }

    /** The operation that a request is for, whatever host and base path it was sent to. */
    public Optional<Operation> operation(Reading reading, String method, String path) {
        return side(reading).routes().operation(method, path);
    }

    /** Where the schema of an operation's JSON request is. */
    public Optional<JsonPointer> requestSchema(Reading reading, String method, String path) {
        return side(reading).routes().request(method, path);
    }

    /** Where the schema of an answer is. */
    public Optional<JsonPointer> answerSchema(
            Reading reading, String method, String path, int status, String mediaType) {
        return side(reading).routes().answer(method, path, status, mediaType).schema();
    }

    /** What is wrong with a value under the schema at a place of the document. */
    public List<SchemaViolation> at(Reading reading, JsonPointer schemaAt, JsonNode value) {
        return side(reading).schemas().validate(schemaAt, value);
    }

    /** The compiled schemas of one of the two documents. */
    public CompiledSchemas compiled(Reading reading) {
        return side(reading).schemas();
    }

    private Side side(Reading reading) {
        return reading == Reading.PUBLISHED ? published : corrected;
    }
}
