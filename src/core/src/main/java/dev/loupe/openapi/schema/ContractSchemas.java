package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The schemas of one contract, compiled once, safe to share between threads. */
@API(status = API.Status.EXPERIMENTAL)
public final class ContractSchemas {
    /** Which of the two documents of a contract. */
    public enum Reading {
        PUBLISHED,
        CORRECTED
    }

    private final Contract contract;
    private final Side published;
    private final Side corrected;

    private record Side(
            OperationLookup routes, CompiledSchemas schemas, DeclaredProperties known, QueryStrings queries) {
        static Side of(JsonNode document, OperationLookup routes) {
            CompiledSchemas schemas = new CompiledSchemas(document);
            return new Side(routes, schemas, new DeclaredProperties(document), new QueryStrings(document, schemas));
        }
    }

    private ContractSchemas(Contract contract) {
        this.contract = contract;
        this.published = Side.of(contract.published(), OperationLookup.published(contract));
        this.corrected =
                contract.corrections().isEmpty() && contract.published().equals(contract.corrected())
                        ? published
                        : Side.of(contract.corrected(), OperationLookup.corrected(contract));
    }

    /** Reads {@code nullable} strictly, see the description of this package. */
    public static ContractSchemas of(Contract contract) {
        return new ContractSchemas(contract).withoutCircles();
    }

    /** For lint, which reads the document itself: no value may be validated against a schema that contains one of {@link #circular()}. */
    public static ContractSchemas asIs(Contract contract) {
        return new ContractSchemas(contract);
    }

    private ContractSchemas withoutCircles() {
        for (Reading reading : Reading.values()) {
            for (JsonPointer at : side(reading).schemas().circular()) {
                throw new ContractException(
                        contract.document().source(),
                        contract.document().lineOf(at),
                        at,
                        "infinite $ref cycle: the schema refers to itself without descending into the instance");
            }
        }
        return this;
    }

    /** The schemas of the published document that refer to themselves without descending into the instance. */
    public List<JsonPointer> circular() {
        return published.schemas().circular();
    }

    public Contract contract() {
        return contract;
    }

    /** The violations by a request; an empty optional when the contract has no such operation. */
    public Optional<List<InstanceViolation>> request(Reading reading, String method, String path, JsonNode body) {
        return requestSchema(reading, method, path).map(schema -> at(reading, schema, body));
    }

    /** The violations by the query string of a URL; an empty optional when the contract describes none. */
    public Optional<List<InstanceViolation>> querystring(Reading reading, String method, String url) {
        return operation(reading, method, url)
                .flatMap(operation -> side(reading).queries().violations(operation, url));
    }

    /**
     * The violations by a response or, for {@code text/event-stream}, a chunk; an empty optional when the contract documents
     * no such response.
     */
    public Optional<List<InstanceViolation>> response(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        OperationLookup.DocumentedSchema response = side(reading).routes().response(method, path, status, mediaType);
        if (!response.documented()) {
            return Optional.empty();
        }
        // of several kinds of events the nearest one counts
        return Optional.of(response.schemas().stream()
                .map(schema -> at(reading, schema, body))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of()));
    }

    /** The properties of a response that the contract does not declare. */
    public List<JsonPointer> unknownProperties(
            Reading reading, String method, String path, int status, String mediaType, JsonNode body) {
        List<JsonPointer> schemas =
                side(reading).routes().response(method, path, status, mediaType).schemas();
        return schemas.isEmpty() ? List.of() : side(reading).known().unknown(schemas, body);
    }

    /** The operation of a request, whatever its host and base path. */
    public Optional<Operation> operation(Reading reading, String method, String path) {
        return side(reading).routes().operation(method, path);
    }

    /** The location of the schema of an operation's JSON request. */
    public Optional<JsonPointer> requestSchema(Reading reading, String method, String path) {
        return side(reading).routes().request(method, path);
    }

    /** The location of the schema of a response. */
    public Optional<JsonPointer> responseSchema(
            Reading reading, String method, String path, int status, String mediaType) {
        return side(reading).routes().response(method, path, status, mediaType).schema();
    }

    /** Whether the contract documents a response of this status that has no body. */
    public boolean documentsNoBody(Reading reading, String method, String path, int status) {
        return side(reading).routes().documentsNoBody(method, path, status);
    }

    /** The violations of the schema at a location by a value. */
    public List<InstanceViolation> at(Reading reading, JsonPointer schemaAt, JsonNode value) {
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
