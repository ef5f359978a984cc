package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Says;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.schema.SchemaViolation;
import dev.loupe.probe.Probe.Ask;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all generators need to make probes for one model of one contract, and the probes made so far. */
final class ProbeBuilder {
    /** Id of the request that everything else is compared with. */
    static final String BASELINE = "baseline/plain";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_VALUE = 400;

    /** What the other reading of the contract, or another part of it, makes of a value under test comes later. */
    static final int AGAIN = 5;

    private final ContractSchemas schemas;
    private final Operation operation;
    private final ObjectNode plain;
    private final Map<String, ProbeCandidate> made = new LinkedHashMap<>();
    private final Map<JsonNode, String> byBody = new HashMap<>();

    private ProbeBuilder(ContractSchemas schemas, Operation operation, ObjectNode plain) {
        this.schemas = schemas;
        this.operation = operation;
        this.plain = plain;
    }

    /**
     * A workbench.
     *
     * @param model empty for the first one of the contract
     * @throws IllegalArgumentException when the contract has no chat completions, or not this model
     */
    static ProbeBuilder of(ContractSchemas schemas, String model) {
        for (Operation operation : schemas.contract().operations()) {
            Optional<JsonPointer> request =
                    schemas.requestSchema(Reading.PUBLISHED, operation.method(), operation.path());
            if (operation.method().equals("POST") && request.isPresent()) {
                SchemaView anatomy = SchemaView.of(schemas.contract().published(), request.get());
                if (anatomy.properties().containsKey("messages")) {
                    return of(schemas, operation, request.get(), model);
                }
            }
        }
        throw new IllegalArgumentException("the contract " + schemas.contract().name()
                + " has no POST operation whose JSON request has messages, so there is nothing to probe");
    }

    private static ProbeBuilder of(ContractSchemas schemas, Operation operation, JsonPointer request, String model) {
        ObjectNode plain = new TypicalValues(schemas, Reading.PUBLISHED)
                .of("", request)
                .filter(JsonNode::isObject)
                .map(value -> (ObjectNode) value.deepCopy())
                .orElseThrow(() -> new IllegalArgumentException("no valid request can be made for the contract "
                        + schemas.contract().name()));
        plain.set("messages", NODES.arrayNode().add(message("user", TypicalValues.QUESTION)));
        if (!model.isEmpty()) {
            plain.put("model", model);
        }
        ProbeBuilder bench = new ProbeBuilder(schemas, operation, plain);
        List<SchemaViolation> wrong = bench.wrong(Reading.PUBLISHED, plain);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "the contract " + schemas.contract().name() + " does not allow a plain request: "
                            + wrong.getFirst().message());
        }
        return bench;
    }

    static ObjectNode message(String role, String content) {
        return NODES.objectNode().put("role", role).put("content", content);
    }

    ContractSchemas schemas() {
        return schemas;
    }

    String path() {
        return operation.path();
    }

    /** One user message of plain text, and nothing that is not required. */
    ObjectNode plain() {
        return plain.deepCopy();
    }

    /** The plain request with another question. */
    ObjectNode asking(String question) {
        ObjectNode request = plain();
        request.set("messages", NODES.arrayNode().add(message("user", question)));
        return request;
    }

    JsonPointer requestSchema(Reading reading) {
        return schemas.requestSchema(reading, operation.method(), operation.path())
                .orElseThrow();
    }

    /** Whether either reading of the contract lists this member of a request. */
    boolean declares(String parameter) {
        return SchemaView.of(schemas.contract().corrected(), requestSchema(Reading.CORRECTED))
                        .properties()
                        .containsKey(parameter)
                || SchemaView.of(schemas.contract().published(), requestSchema(Reading.PUBLISHED))
                        .properties()
                        .containsKey(parameter);
    }

    boolean allows(JsonNode request) {
        return wrong(Reading.CORRECTED, request).isEmpty()
                && wrong(Reading.PUBLISHED, request).isEmpty();
    }

    List<SchemaViolation> wrong(Reading reading, JsonNode request) {
        return schemas.request(reading, operation.method(), operation.path(), request)
                .orElse(List.of());
    }

    /** What a JSON request tests: where, with which value, and in words. */
    record Aim(String id, String tests, JsonPointer at, String value, String rule) {}

    /** The id of the probe with exactly this body. */
    Optional<String> withBody(JsonNode body) {
        return Optional.ofNullable(byBody.get(body));
    }

    /** Makes a probe of a JSON request, unless there is one with that body; gives the id of that one. */
    String add(Aim aim, ObjectNode body, String twin, int rank) {
        String known = byBody.get(body);
        if (known != null) {
            made.computeIfPresent(
                    known, (id, before) -> new ProbeCandidate(before.probe(), Math.min(before.rank(), rank)));
            return known;
        }
        List<SchemaViolation> published = wrong(Reading.PUBLISHED, body);
        List<SchemaViolation> corrected = wrong(Reading.CORRECTED, body);
        List<SchemaViolation> forbids = corrected.isEmpty() ? published : corrected;
        // what is broken speaks for itself; the label only says what was tried
        String rule = forbids.isEmpty() ? aim.rule() : forbids.getFirst().expected();
        String name = unused(aim.id());
        ProbeInfo probed =
                new ProbeInfo(name, aim.at(), clipped(aim.value()), rule, says(published), says(corrected), twin);
        String id = add(
                aim.tests(),
                new Ask(operation.method(), operation.path(), Map.of(), new Body.Json(body)),
                probed,
                name.equals(aim.id()) ? rank : rank + AGAIN);
        byBody.put(body, id);
        return id;
    }

    /** Makes a probe of any request. */
    String add(String tests, Ask ask, ProbeInfo probed, int rank) {
        made.put(probed.probe(), new ProbeCandidate(new Probe(tests, Thoroughness.FULL, 1, ask, probed), rank));
        return probed.probe();
    }

    /** Sends a probe several times. */
    void repeat(String id, int times) {
        made.computeIfPresent(
                id, (same, before) -> new ProbeCandidate(before.probe().repeated(times), before.rank()));
    }

    List<ProbeCandidate> made() {
        return new ArrayList<>(made.values());
    }

    private String unused(String id) {
        String name = id;
        for (int i = 2; made.containsKey(name); i++) {
            name = id + "-" + i;
        }
        return name;
    }

    private static Says says(List<SchemaViolation> wrong) {
        return wrong.isEmpty() ? Says.ALLOWED : Says.FORBIDDEN;
    }

    private static String clipped(String value) {
        return TextTruncation.shortened(value, LONGEST_VALUE);
    }

    /** A copy of the request with a value at a place whose parent is there. */
    static ObjectNode with(ObjectNode request, JsonPointer at, JsonNode value) {
        ObjectNode copy = request.deepCopy();
        JsonNode parent = copy.at(at.head());
        String last = at.last().getMatchingProperty();
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), value);
        } else {
            throw new IllegalStateException("no parent for " + at);
        }
        return copy;
    }

    /** A copy of the request without the member at a place. */
    static ObjectNode without(ObjectNode request, JsonPointer at) {
        ObjectNode copy = request.deepCopy();
        if (copy.at(at.head()) instanceof ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
        }
        return copy;
    }
}
