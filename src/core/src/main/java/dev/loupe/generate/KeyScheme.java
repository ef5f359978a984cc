package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the operation receives the API key.
 *
 * @param header the header of the key; null for a bearer token
 * @param warnings what the client does not send
 */
record KeyScheme(@Nullable String header, List<String> warnings) {
    private enum Kind {
        BEARER,
        HEADER,
        TOKEN,
        NOT_SUPPORTED
    }

    /** The best of the alternatives of the operation: one that the client sends without help. */
    static KeyScheme of(JsonNode document, Operation operation) {
        ReferenceResolver references = new ReferenceResolver(document);
        JsonNode alternatives = operation.node().path("security").isArray()
                ? operation.node().path("security")
                : document.path("security");
        List<List<JsonNode>> all = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            List<JsonNode> schemes = new ArrayList<>();
            alternative
                    .fieldNames()
                    .forEachRemaining(name -> schemes.add(references.resolved(
                            document.path("components").path("securitySchemes").path(name))));
            if (!schemes.isEmpty()) {
                all.add(schemes);
            }
        }
        return all.stream()
                .map(KeyScheme::of)
                .min(Comparator.comparing(scheme -> scheme.warnings().size()))
                .orElse(new KeyScheme(null, List.of()));
    }

    /** All of these schemes apply to one request. */
    private static KeyScheme of(List<JsonNode> schemes) {
        List<JsonNode> sorted = new ArrayList<>(schemes);
        sorted.sort(Comparator.comparing(KeyScheme::kind));
        JsonNode first = sorted.getFirst();
        List<String> warnings = new ArrayList<>();
        switch (kind(first)) {
            case BEARER, HEADER -> {}
            case TOKEN ->
                warnings.add("the security scheme is " + text(first)
                        + ": the client requests no token; apiKey(...) sets one," + " which is sent as a bearer token");
            case NOT_SUPPORTED ->
                warnings.add("the security scheme is " + text(first) + ", which the client does not send:"
                        + " apiKey(...) is sent as a bearer token, header(...) sets any other header");
        }
        sorted.subList(1, sorted.size())
                .forEach(other -> warnings.add("the security scheme " + text(other)
                        + " is required too, which the client does not send: header(...) sets a header"));
        return new KeyScheme(kind(first) == Kind.HEADER ? first.path("name").asText() : null, warnings);
    }

    private static Kind kind(JsonNode scheme) {
        return switch (scheme.path("type").asText()) {
            case "http" -> scheme.path("scheme").asText().equalsIgnoreCase("bearer") ? Kind.BEARER : Kind.NOT_SUPPORTED;
            case "apiKey" -> header(scheme);
            case "oauth2", "openIdConnect" -> Kind.TOKEN;
            default -> Kind.NOT_SUPPORTED;
        };
    }

    private static Kind header(JsonNode scheme) {
        if (!scheme.path("in").asText().equals("header")) {
            return Kind.NOT_SUPPORTED;
        }
        // specs describe a bearer token so too
        return scheme.path("name").asText().equalsIgnoreCase("authorization") ? Kind.BEARER : Kind.HEADER;
    }

    private static String text(JsonNode scheme) {
        String type = scheme.path("type").asText("undefined");
        return switch (type) {
            case "http" -> "http " + scheme.path("scheme").asText().toLowerCase(Locale.ROOT);
            case "apiKey" ->
                "apiKey in " + scheme.path("in").asText() + " "
                        + scheme.path("name").asText();
            default -> type;
        };
    }
}
