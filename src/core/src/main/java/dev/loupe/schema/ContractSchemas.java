package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.Contract;
import dev.loupe.contract.ContractFault;
import dev.loupe.contract.Operation;
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

    private record Side(Routes routes, CompiledSchemas schemas, KnownMembers known) {}

    private ContractSchemas(Contract contract, boolean lenient) {
        this.contract = contract;
        this.published = new Side(
                Routes.published(contract),
                new CompiledSchemas(contract.published(), lenient),
                new KnownMembers(contract.published()));
        this.corrected =
                contract.corrections().isEmpty() && contract.published().equals(contract.corrected())
                        ? published
                        : new Side(
                                Routes.corrected(contract),
                                new CompiledSchemas(contract.corrected(), lenient),
                                new KnownMembers(contract.corrected()));
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
                throw new ContractFault(
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
    public Optional<List<Mismatch>> request(Reading reading, String method, String path, JsonNode body) {
        return requestSchema(reading, method, path).map(schema -> at(reading, schema, body));
    }

    /**
     * What is wrong with this answer or, for {@code text/event-stream}, this chunk; empty optional: the contract documents
     * no such answer.
     */
    public Optional<List<Mismatch>> answer(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        Routes.Answer answer = side(reading).routes().answer(method, path, status, mediaType);
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
    public List<Mismatch> at(Reading reading, JsonPointer schemaAt, JsonNode value) {
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
