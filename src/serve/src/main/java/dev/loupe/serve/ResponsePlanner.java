package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaViolation;
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

/** Plans the answer to a request: a completion, the list of models, or a refusal with its reason. */
final class ResponsePlanner {
    private static final int MOST_CHOICES = 128;
    private static final int MOST_MISMATCHES = 5;
    private static final Set<String> MODEL_PATHS = Set.of("/v1/models", "/models");

    private final Persona persona;
    private final long seed;
    private final Map<String, ServedContract> byModel = new LinkedHashMap<>();
    private final ServedContract usual;
    private final Set<String> chatPaths = new HashSet<>();

    ResponsePlanner(Persona persona, long seed) {
        this.persona = persona;
        this.seed = seed;
        List<ServedContract> all =
                persona.contracts().stream().map(ServedContract::of).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one contract to serve");
        }
        for (ServedContract served : all) {
            served.models().forEach(model -> byModel.putIfAbsent(model, served));
            chatPaths.addAll(served.paths());
        }
        this.usual = all.getFirst();
    }

    /** The answer to a request; {@code unreadable} says why its body is not JSON. */
    PlannedResponse plan(IncomingRequest asked, ResponseIds stamp, Optional<String> unreadable) {
        String path = inContract(asked.path());
        if (MODEL_PATHS.contains(path)) {
            return asked.method().equals("GET")
                    ? models()
                    : refuse(asked, stamp, RequestRejection.wrongMethod(asked.method(), "GET"));
        }
        if (!chatPaths.contains(path)) {
            return refuse(asked, stamp, RequestRejection.noSuchPath(asked.path()));
        }
        if (!asked.method().equals("POST")) {
            return refuse(asked, stamp, RequestRejection.wrongMethod(asked.method(), "POST"))
                    .header("allow", "POST");
        }
        if (!isKey(asked.header().apply("authorization"))) {
            return refuse(asked, stamp, RequestRejection.unauthorized());
        }
        if (unreadable.isPresent()) {
            return refuse(asked, stamp, RequestRejection.invalid("The body is not JSON: " + unreadable.get()));
        }
        Optional<String> wrong = wrong(asked.body(), path);
        return wrong.isPresent()
                ? refuse(asked, stamp, RequestRejection.invalid(wrong.get()))
                : completion(asked, stamp);
    }

    /** The completion, without asking whether the request may have it. */
    PlannedResponse completion(IncomingRequest asked, ResponseIds stamp) {
        JsonNode request = asked.body();
        String model = request.path("model").asText(usual.models().getFirst());
        Set<String> parameters = byModel.getOrDefault(model, usual).parameters();
        int many = parameters.contains("n") ? Math.clamp(request.path("n").asLong(1), 1, MOST_CHOICES) : 1;
        boolean logprobs =
                parameters.contains("logprobs") && request.path("logprobs").booleanValue();
        int top = logprobs ? Math.clamp(request.path("top_logprobs").asLong(0), 0, 20) : -1;
        Optional<GeneratedCompletion> completion = GeneratedCompletion.of(request, seed, many);
        if (completion.isEmpty()) {
            return refuse(
                    asked,
                    stamp,
                    RequestRejection.invalid("response_format.json_schema.schema: no answer can be promised for it;"
                            + " use types, properties, enums and plain bounds"));
        }
        return new ResponseComposer(
                        persona.dialect(), stamp.answer(), asked.at().getEpochSecond(), model, top)
                .answer(asked, completion.get());
    }

    PlannedResponse refuse(IncomingRequest asked, ResponseIds stamp, RequestRejection refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", PlannedResponse.JSON);
        ObjectNode body = persona.dialect().error(refusal, asked.path(), stamp.request(), asked.at());
        return new PlannedResponse(refusal.status(), headers, new ResponsePayload.Json(body), DeliveryMode.WHOLE);
    }

    private Optional<String> wrong(JsonNode body, String path) {
        String model = body.path("model").asText("");
        ServedContract served = byModel.get(model);
        if (served == null && body.path("model").isTextual()) {
            return Optional.of("model: must be one of " + String.join(", ", byModel.keySet()));
        }
        List<SchemaViolation> mismatches = (served == null ? usual : served)
                .schemas()
                .request(Reading.CORRECTED, "POST", path, body)
                .orElse(List.of());
        return mismatches.isEmpty() ? Optional.empty() : Optional.of(told(mismatches));
    }

    private static String told(List<SchemaViolation> mismatches) {
        return mismatches.stream()
                .limit(MOST_MISMATCHES)
                .map(mismatch -> dotted(mismatch) + ": expected " + mismatch.expected() + ", got " + mismatch.actual())
                .collect(Collectors.joining("; "));
    }

    private static String dotted(SchemaViolation mismatch) {
        String pointer = mismatch.at().toString();
        return pointer.isEmpty() ? "body" : pointer.substring(1).replace('/', '.');
    }

    private boolean isKey(@Nullable String authorization) {
        String prefix = "bearer ";
        if (authorization == null || !authorization.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return false;
        }
        String key = authorization.substring(prefix.length()).strip();
        return persona.key() == null ? !key.isEmpty() && !key.startsWith("invalid") : key.equals(persona.key());
    }

    private String inContract(String path) {
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
        return new PlannedResponse(200, headers, new ResponsePayload.Json(body), DeliveryMode.WHOLE);
    }
}
