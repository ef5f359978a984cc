package dev.loupe.generate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operation that the client calls.
 *
 * @param operation its path, parameters and security
 * @param request the schema of the body
 * @param response the schema of a non-streaming response; missing when the spec has none
 * @param chunk the schema of an event of a stream; missing when the spec has none
 * @param documentedRequests the bodies of its code samples and examples
 */
record ChatOperation(
        Operation operation, JsonNode request, JsonNode response, JsonNode chunk, List<JsonNode> documentedRequests) {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    /** The operation at this path, or else the one that is like chat completions. */
    static ChatOperation of(String name, JsonNode document, @Nullable String path) {
        ReferenceResolver references = new ReferenceResolver(document);
        List<Operation> candidates = new ArrayList<>();
        List<Operation> operations = Operation.of(document);
        for (Operation operation : operations) {
            boolean named = path == null || path.equals(operation.path());
            if (named
                    && operation.method().equalsIgnoreCase("post")
                    && !body(references, operation).isMissingNode()) {
                candidates.add(operation);
            }
        }
        boolean one = candidates.stream()
                        .map(operation -> operation.path().replaceFirst("^.*/v[0-9][^/]*/", "/"))
                        .distinct()
                        .count()
                == 1;
        // the same operation is often published under two paths: the longer one has the version
        Operation chosen = candidates.stream()
                .filter(operation -> one
                        || operation.path().endsWith("/chat/completions")
                        || has(references, body(references, operation), "messages"))
                .min(Comparator.comparing(
                                (Operation operation) -> !operation.path().endsWith("/chat/completions"))
                        .thenComparing(operation -> !has(references, body(references, operation), "messages"))
                        .thenComparing(operation -> !operation.path().matches(".*/v[0-9]+/.*"))
                        .thenComparing(Operation::path))
                .orElseThrow(() -> new GenerationException(noOperation(name, operations, path)));
        Bodies bodies = new Bodies(references, document);
        return new ChatOperation(
                chosen,
                body(references, chosen),
                bodies.ofSuccess(chosen, JSON),
                bodies.ofSuccess(chosen, EVENTS),
                DocumentedRequests.of(references, chosen.node()));
    }

    /** The schemas of the bodies of responses. */
    private record Bodies(ReferenceResolver references, JsonNode document) {
        /** The first schema of a successful response; that of {@code default}, which is often an error, only without one. */
        JsonNode ofSuccess(Operation operation, String type) {
            JsonPointer responses = operation.pointer().appendProperty("responses");
            return Stream.concat(
                            operation
                                    .node()
                                    .path("responses")
                                    .propertyStream()
                                    .map(Map.Entry::getKey)
                                    .filter(status -> status.startsWith("2")),
                            Stream.of("default"))
                    .flatMap(status -> references.follow(responses.appendProperty(status)).stream())
                    .map(response -> schema(response, type))
                    .filter(schema -> !schema.isMissingNode())
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }

        private JsonNode schema(Located response, String type) {
            String name = mediaType(response.node().path("content"), type);
            List<JsonNode> schemas = name == null
                    ? List.of()
                    : references
                            .follow(response.pointer().appendProperty("content").appendProperty(name))
                            .stream()
                            .flatMap(media -> MediaTypeSchemas.of(media, name, document).stream())
                            .map(document::at)
                            .toList();
            if (schemas.size() < 2) {
                return schemas.isEmpty() ? MissingNode.getInstance() : schemas.getFirst();
            }
            ObjectNode any = JsonNodeFactory.instance.objectNode();
            any.putArray("oneOf").addAll(schemas);
            return any;
        }
    }

    private static String noOperation(String name, List<Operation> operations, @Nullable String path) {
        List<String> posts = operations.stream()
                .filter(operation -> operation.method().equalsIgnoreCase("post"))
                .map(Operation::path)
                .toList();
        if (path != null && posts.contains(path)) {
            return name + ": POST " + path + " has no JSON body";
        }
        String all = posts.stream().limit(20).collect(Collectors.joining(", "));
        return name + ": "
                + (path == null
                        ? "no chat completions operation (POST with a JSON body that has messages)"
                        : "no POST " + path)
                + "; POST operations: " + (all.isEmpty() ? "none" : all)
                + (path == null ? "; choose one with --path" : "");
    }

    private static JsonNode body(ReferenceResolver references, Operation operation) {
        JsonNode content =
                references.resolved(operation.node().path("requestBody")).path("content");
        String type = mediaType(content, JSON);
        return type == null
                ? MissingNode.getInstance()
                : references.resolved(content.path(type)).path("schema");
    }

    /** The key of this type; for JSON also that of a type with the suffix {@code +json}, or of any type. */
    private static @Nullable String mediaType(JsonNode content, String type) {
        for (String accepted : type.equals(JSON)
                ? List.of(JSON, "application/(?!problem).*\\+json", "(application|\\*)/\\*")
                : List.of(type)) {
            for (Map.Entry<String, JsonNode> entry : content.properties()) {
                String name = entry.getKey().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
                if (name.matches(accepted)) {
                    return entry.getKey();
                }
            }
        }
        return null;
    }

    private static boolean has(ReferenceResolver references, JsonNode schema, String property) {
        JsonNode resolved = references.resolved(schema);
        if (resolved.path("properties").has(property)) {
            return true;
        }
        for (JsonNode part : resolved.path("allOf")) {
            if (references.resolved(part).path("properties").has(property)) {
                return true;
            }
        }
        return false;
    }
}
