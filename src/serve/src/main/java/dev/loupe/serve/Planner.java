package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import dev.loupe.serve.ServeOptions.Persona;
import dev.loupe.serve.answer.Answer;
import dev.loupe.serve.answer.Asked;
import dev.loupe.serve.answer.Delivery;
import dev.loupe.serve.answer.Said;
import dev.loupe.serve.model.Completion;
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
final class Planner {
    private static final int MOST_CHOICES = 128;
    private static final int MOST_MISMATCHES = 5;
    private static final Set<String> MODEL_PATHS = Set.of("/v1/models", "/models");

    private final Persona persona;
    private final long seed;
    private final Map<String, Served> byModel = new LinkedHashMap<>();
    private final Served usual;
    private final Set<String> chatPaths = new HashSet<>();

    Planner(Persona persona, long seed) {
        this.persona = persona;
        this.seed = seed;
        List<Served> all = persona.contracts().stream().map(Served::of).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one contract to serve");
        }
        for (Served served : all) {
            served.models().forEach(model -> byModel.putIfAbsent(model, served));
            chatPaths.addAll(served.paths());
        }
        this.usual = all.getFirst();
    }

    /** The answer to a request; {@code unreadable} says why its body is not JSON. */
    Answer plan(Asked asked, Stamp stamp, Optional<String> unreadable) {
        String path = inContract(asked.path());
        if (MODEL_PATHS.contains(path)) {
            return asked.method().equals("GET")
                    ? models()
                    : refuse(asked, stamp, Refusal.wrongMethod(asked.method(), "GET"));
        }
        if (!chatPaths.contains(path)) {
            return refuse(asked, stamp, Refusal.noSuchPath(asked.path()));
        }
        if (!asked.method().equals("POST")) {
            return refuse(asked, stamp, Refusal.wrongMethod(asked.method(), "POST"))
                    .header("allow", "POST");
        }
        if (!isKey(asked.header().apply("authorization"))) {
            return refuse(asked, stamp, Refusal.unauthorized());
        }
        if (unreadable.isPresent()) {
            return refuse(asked, stamp, Refusal.invalid("The body is not JSON: " + unreadable.get()));
        }
        Optional<String> wrong = wrong(asked.body(), path);
        return wrong.isPresent() ? refuse(asked, stamp, Refusal.invalid(wrong.get())) : completion(asked, stamp);
    }

    /** The completion, without asking whether the request may have it. */
    Answer completion(Asked asked, Stamp stamp) {
        JsonNode request = asked.body();
        String model = request.path("model").asText(usual.models().getFirst());
        Set<String> parameters = byModel.getOrDefault(model, usual).parameters();
        int many = parameters.contains("n") ? Math.clamp(request.path("n").asLong(1), 1, MOST_CHOICES) : 1;
        boolean logprobs =
                parameters.contains("logprobs") && request.path("logprobs").booleanValue();
        int top = logprobs ? Math.clamp(request.path("top_logprobs").asLong(0), 0, 20) : -1;
        Optional<Completion> completion = Completion.of(request, seed, many);
        if (completion.isEmpty()) {
            return refuse(
                    asked,
                    stamp,
                    Refusal.invalid("response_format.json_schema.schema: no answer can be promised for it;"
                            + " use types, properties, enums and plain bounds"));
        }
        return new Composer(persona.dialect(), stamp.answer(), asked.at().getEpochSecond(), model, top)
                .answer(asked, completion.get());
    }

    Answer refuse(Asked asked, Stamp stamp, Refusal refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", Answer.JSON);
        ObjectNode body = persona.dialect().error(refusal, asked.path(), stamp.request(), asked.at());
        return new Answer(refusal.status(), headers, new Said.Json(body), Delivery.WHOLE);
    }

    private Optional<String> wrong(JsonNode body, String path) {
        String model = body.path("model").asText("");
        Served served = byModel.get(model);
        if (served == null && body.path("model").isTextual()) {
            return Optional.of("model: must be one of " + String.join(", ", byModel.keySet()));
        }
        List<Mismatch> mismatches = (served == null ? usual : served)
                .schemas()
                .request(Reading.CORRECTED, "POST", path, body)
                .orElse(List.of());
        return mismatches.isEmpty() ? Optional.empty() : Optional.of(told(mismatches));
    }

    private static String told(List<Mismatch> mismatches) {
        return mismatches.stream()
                .limit(MOST_MISMATCHES)
                .map(mismatch -> dotted(mismatch) + ": expected " + mismatch.expected() + ", got " + mismatch.actual())
                .collect(Collectors.joining("; "));
    }

    private static String dotted(Mismatch mismatch) {
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

    private Answer models() {
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
        headers.put("content-type", Answer.JSON);
        return new Answer(200, headers, new Said.Json(body), Delivery.WHOLE);
    }
}
