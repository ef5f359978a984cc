package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.InstanceViolation;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.probe.Probe.Request;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The probes for one model of one contract; generators add to it. */
final class ProbeBuilder {
    /** Id of the request that all others are compared with. */
    static final String BASELINE = "baseline/plain";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_VALUE = 400;

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
     * A builder without probes.
     *
     * @param model empty for the first one of the contract
     * @throws IllegalArgumentException when the contract has no chat completions, or no such model
     */
    static ProbeBuilder of(ContractSchemas schemas, String model) {
        for (Operation operation : schemas.contract().operations()) {
            Optional<JsonPointer> request =
                    schemas.requestSchema(Reading.PUBLISHED, operation.method(), operation.path());
            if (operation.method().equals("POST") && request.isPresent()) {
                SchemaView view = SchemaView.of(schemas.contract().published(), request.get());
                if (view.properties().containsKey("messages")) {
                    return of(schemas, operation, request.get(), model);
                }
            }
        }
        throw new IllegalArgumentException("the contract " + schemas.contract().name()
                + " cannot be probed: it has no POST operation with a JSON request that has messages");
    }

    private static ProbeBuilder of(ContractSchemas schemas, Operation operation, JsonPointer request, String model) {
        ObjectNode plain = new TypicalValues(schemas, Reading.PUBLISHED)
                .of("", request)
                .filter(JsonNode::isObject)
                .map(value -> (ObjectNode) value.deepCopy())
                .orElseThrow(() -> new IllegalArgumentException("cannot make a valid request for the contract "
                        + schemas.contract().name()));
        plain.set("messages", NODES.arrayNode().add(message("user", TypicalValues.QUESTION)));
        if (!model.isEmpty()) {
            plain.put("model", model);
        } else if (plain.path("model").asText("-").isBlank()) {
            throw new IllegalArgumentException("the contract "
                    + schemas.contract().name() + " requires a model and lists none: a model must be named");
        }
        ProbeBuilder builder = new ProbeBuilder(schemas, operation, plain);
        List<InstanceViolation> violations = builder.violations(Reading.PUBLISHED, plain);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(
                    "the contract " + schemas.contract().name() + " forbids a plain request: "
                            + violations.getFirst().message());
        }
        return builder;
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

    /** One user message of plain text, and required properties only. */
    ObjectNode plain() {
        return plain.deepCopy();
    }

    /** The plain request with another prompt. */
    ObjectNode withPrompt(String prompt) {
        ObjectNode request = plain();
        request.set("messages", NODES.arrayNode().add(message("user", prompt)));
        return request;
    }

    JsonPointer requestSchema(Reading reading) {
        return schemas.requestSchema(reading, operation.method(), operation.path())
                .orElseThrow();
    }

    /** Whether the published or the corrected contract declares this property of a request. */
    boolean declares(String parameter) {
        return SchemaView.of(schemas.contract().corrected(), requestSchema(Reading.CORRECTED))
                        .properties()
                        .containsKey(parameter)
                || SchemaView.of(schemas.contract().published(), requestSchema(Reading.PUBLISHED))
                        .properties()
                        .containsKey(parameter);
    }

    /** The limits that the contract declares and allows. */
    List<OutputLimit> limits() {
        return OutputLimit.PROPERTIES.stream()
                .filter(this::declares)
                .map(property -> new OutputLimit(property, OutputLimit.TOKENS))
                .filter(limit -> allows(plain().put(limit.property(), limit.tokens())))
                .toList();
    }

    boolean allows(JsonNode request) {
        return violations(Reading.CORRECTED, request).isEmpty()
                && violations(Reading.PUBLISHED, request).isEmpty();
    }

    List<InstanceViolation> violations(Reading reading, JsonNode request) {
        return schemas.request(reading, operation.method(), operation.path(), request)
                .orElse(List.of());
    }

    /** The target of a JSON request: location, value, purpose and rule. */
    record Target(String id, String tests, JsonPointer at, String value, String rule) {}

    /** The id of the probe with this body. */
    Optional<String> withBody(JsonNode body) {
        return Optional.ofNullable(byBody.get(body));
    }

    /** Adds a probe for a JSON request, unless there is one with the same body; returns the id of the probe with this body. */
    String add(Target target, ObjectNode body, String control, int rank) {
        String known = byBody.get(body);
        if (known != null) {
            made.computeIfPresent(
                    known, (id, before) -> new ProbeCandidate(before.probe(), Math.min(before.rank(), rank)));
            return known;
        }
        List<InstanceViolation> published = violations(Reading.PUBLISHED, body);
        List<InstanceViolation> corrected = violations(Reading.CORRECTED, body);
        List<InstanceViolation> forbids = corrected.isEmpty() ? published : corrected;
        // the violated keyword is the rule; the label describes only the value
        String rule = forbids.isEmpty() ? target.rule() : forbids.getFirst().expected();
        String name = unused(target.id());
        ProbeInfo probed = new ProbeInfo(
                name,
                target.at(),
                clipped(target.value()),
                rule,
                permission(published),
                permission(corrected),
                control);
        String id = add(
                target.tests(),
                new Request(operation.method(), operation.path(), Map.of(), new Body.Json(body)),
                probed,
                name.equals(target.id()) ? rank : rank + ProbeCandidate.AGAIN);
        byBody.put(body, id);
        return id;
    }

    /** Adds a probe for any request. */
    String add(String tests, Request request, ProbeInfo probed, int rank) {
        made.put(probed.probe(), new ProbeCandidate(new Probe(tests, Thoroughness.FULL, 1, request, probed), rank));
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

    private static Permission permission(List<InstanceViolation> violations) {
        return violations.isEmpty() ? Permission.ALLOWED : Permission.FORBIDDEN;
    }

    private static String clipped(String value) {
        return TextTruncation.shortened(value, LONGEST_VALUE);
    }

    /** A copy of the request with a value at a location with an existing parent. */
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

    /** A copy of the request without the property at a location. */
    static ObjectNode without(ObjectNode request, JsonPointer at) {
        ObjectNode copy = request.deepCopy();
        if (copy.at(at.head()) instanceof ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
        }
        return copy;
    }
}
