package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.InstanceViolation;
import dev.loupe.serve.ServeOptions.Persona;
import dev.loupe.serve.model.GeneratedCompletion;
import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the response to a request: a completion, the list of models, or an error. */
final class ResponsePlanner {
    private static final int MAX_CHOICES = 128;
    private static final int MAX_VIOLATIONS = 5;
    private static final Set<String> MODEL_PATHS = Set.of("/v1/models", "/models");

    private final Persona persona;
    private final long seed;
    private final Map<String, ServedContract> byModel = new LinkedHashMap<>();
    private final ServedContract defaultContract;
    private final Set<String> chatPaths = new HashSet<>();

    ResponsePlanner(Persona persona, long seed) {
        this.persona = persona;
        this.seed = seed;
        List<ServedContract> all =
                persona.contracts().stream().map(ServedContract::of).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no contract to serve");
        }
        for (ServedContract served : all) {
            served.models().forEach(model -> byModel.putIfAbsent(model, served));
            chatPaths.addAll(served.paths());
        }
        this.defaultContract = all.getFirst();
    }

    /** The response to a request; {@code unreadable} is the reason why its body is not JSON. */
    PlannedResponse plan(IncomingRequest request, ResponseIds ids, Optional<String> unreadable) {
        String path = pathInContract(request.path());
        if (MODEL_PATHS.contains(path)) {
            return request.method().equals("GET")
                    ? models()
                    : reject(request, ids, RequestRejection.wrongMethod(request.method(), "GET"));
        }
        if (!chatPaths.contains(path)) {
            return reject(request, ids, RequestRejection.noSuchPath(request.path()));
        }
        if (!request.method().equals("POST")) {
            return reject(request, ids, RequestRejection.wrongMethod(request.method(), "POST"))
                    .header("allow", "POST");
        }
        if (!isValidKey(request.header().apply("authorization"))) {
            return reject(request, ids, RequestRejection.unauthorized());
        }
        if (!request.isJson()) {
            return reject(request, ids, RequestRejection.unsupportedMediaType());
        }
        if (unreadable.isPresent()) {
            return reject(request, ids, RequestRejection.invalid("The body is not JSON: " + unreadable.get()));
        }
        Optional<String> error = requestError(request.body(), path);
        return error.isPresent()
                ? reject(request, ids, RequestRejection.invalid(error.get()))
                : completion(request, ids);
    }

    /** The completion, without validating the request. */
    PlannedResponse completion(IncomingRequest request, ResponseIds ids) {
        JsonNode body = request.body();
        String model = body.path("model").asText(defaultContract.models().getFirst());
        Set<String> parameters = byModel.getOrDefault(model, defaultContract).parameters();
        int many = parameters.contains("n") ? Math.clamp(body.path("n").asLong(1), 1, MAX_CHOICES) : 1;
        boolean logprobs =
                parameters.contains("logprobs") && body.path("logprobs").booleanValue();
        int top = logprobs ? Math.clamp(body.path("top_logprobs").asLong(0), 0, 20) : -1;
        Optional<GeneratedCompletion> completion =
                GeneratedCompletion.of(body, seed, many, parameters.contains("tools"));
        if (completion.isEmpty()) {
            return reject(
                    request,
                    ids,
                    RequestRejection.invalid("response_format.json_schema.schema: no response can be generated for it;"
                            + " use types, properties, enums and simple bounds"));
        }
        return new ResponseComposer(
                        persona.dialect(), ids.response(), request.at().getEpochSecond(), model, top)
                .compose(request, completion.get());
    }

    PlannedResponse reject(IncomingRequest request, ResponseIds ids, RequestRejection rejection) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", PlannedResponse.JSON);
        if (rejection.status() == 401) {
            headers.put("www-authenticate", "Bearer");
        }
        ObjectNode body = persona.dialect().error(rejection, request.path(), ids.request(), request.at());
        return new PlannedResponse(rejection.status(), headers, new ResponsePayload.Json(body), DeliveryMode.NORMAL);
    }

    private Optional<String> requestError(JsonNode body, String path) {
        String model = body.path("model").asText("");
        ServedContract served = byModel.get(model);
        if (served == null && body.path("model").isTextual()) {
            return Optional.of("model: must be one of " + String.join(", ", byModel.keySet()));
        }
        List<InstanceViolation> violations = (served == null ? defaultContract : served)
                .schemas()
                .request(Reading.CORRECTED, "POST", path, body)
                .orElse(List.of());
        return violations.isEmpty() ? Optional.empty() : Optional.of(message(violations));
    }

    private static String message(List<InstanceViolation> violations) {
        return violations.stream()
                .limit(MAX_VIOLATIONS)
                .map(violation ->
                        dotted(violation) + ": expected " + violation.expected() + ", got " + violation.actual())
                .collect(Collectors.joining("; "));
    }

    private static String dotted(InstanceViolation violation) {
        String pointer = violation.at().toString();
        return pointer.isEmpty() ? "body" : pointer.substring(1).replace('/', '.');
    }

    private boolean isValidKey(@Nullable String authorization) {
        String prefix = "bearer ";
        if (authorization == null || !authorization.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return false;
        }
        String key = authorization.substring(prefix.length()).strip();
        return persona.key() == null ? !key.isEmpty() && !key.startsWith("invalid") : key.equals(persona.key());
    }

    private String pathInContract(String path) {
        String base = persona.dialect().base();
        return !base.isEmpty() && path.startsWith(base + "/") ? path.substring(base.length()) : path;
    }

    private PlannedResponse models() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (String model : byModel.keySet()) {
            data.addObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", Instant.EPOCH.getEpochSecond())
                    .put("owned_by", model.contains("/") ? model.substring(0, model.indexOf('/')) : "loupe");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", PlannedResponse.JSON);
        return new PlannedResponse(200, headers, new ResponsePayload.Json(body), DeliveryMode.NORMAL);
    }
}
