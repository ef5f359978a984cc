package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.Contract;
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

    private ContractSchemas(Contract contract) {
        this.contract = contract;
    }

    public static ContractSchemas of(Contract contract) {
        return new ContractSchemas(contract);
    }

    public Contract contract() {
        return contract;
    }

    /** What is wrong with this request; empty list: nothing; empty optional: the contract has no such operation. */
    public Optional<List<Mismatch>> request(Reading reading, String method, String path, JsonNode body) {
        return Optional.empty();
    }

    /**
     * What is wrong with this answer or, for {@code text/event-stream}, this chunk; empty optional: the contract documents
     * no such answer.
     */
    public Optional<List<Mismatch>> answer(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        return Optional.empty();
    }

    /** Members of an answer that the contract does not know. */
    public List<JsonPointer> unknownMembers(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        return List.of();
    }

    /** What is wrong with this instance of the schema at a place of the document. */
    public List<Mismatch> at(Reading reading, JsonPointer schema, JsonNode instance) {
        return List.of();
    }
}
