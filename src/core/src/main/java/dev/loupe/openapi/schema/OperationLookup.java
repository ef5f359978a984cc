package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.text.UrlPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas for a request. A path is matched by its end, since servers have a host and a base path of their own
 * before it; the version is optional, as in {@code https://openrouter.ai/api/v1/chat/completions}.
 */
final class OperationLookup {
    private static final Pattern VERSION = Pattern.compile("^/v[0-9]+(?=/)");

    /** Few requests differ in these; beyond this number lookups are not cached. */
    private static final int REMEMBERED = 1_000;

    /** What one lookup depends on; a request has no status and no media type. */
    private record Key(String method, String path, int status, String mediaType) {}

    /**
     * The schema of a response.
     *
     * @param documented whether the contract documents the status and media type
     * @param schemas of which one describes a body or a chunk; empty also when a documented response has none
     */
    record DocumentedSchema(boolean documented, List<JsonPointer> schemas) {
        Optional<JsonPointer> schema() {
            return schemas.stream().findFirst();
        }
    }

    /**
     * A path of an operation.
     *
     * @param template of a path with parameters; null when the text of the path decides
     */
    private record Route(String path, @Nullable Pattern template, Operation operation) {
        boolean matches(String requested) {
            if (template != null) {
                return template.matcher(requested).matches();
            }
            int end = requested.endsWith(path) ? requested.length() : requested.length() - 1;
            int start = end - path.length();
            return start >= 0
                    && requested.startsWith(path, start)
                    && (end == requested.length() || requested.charAt(end) == '/')
                    && (start == 0 || requested.charAt(start - 1) != '/');
        }
    }

    private final JsonNode document;
    private final ReferenceResolver references;
    private final List<Route> routes = new ArrayList<>();
    private final Map<Key, Optional<Operation>> operations = new ConcurrentHashMap<>();
    private final Map<Key, DocumentedSchema> responses = new ConcurrentHashMap<>();
    private final Map<Key, Optional<JsonPointer>> requests = new ConcurrentHashMap<>();

    private OperationLookup(JsonNode document, List<Operation> operations) {
        this.document = document;
        this.references = new ReferenceResolver(document);
        for (Operation operation : operations) {
            add(operation, operation.path());
            String unversioned = VERSION.matcher(operation.path()).replaceFirst("");
            if (!unversioned.equals(operation.path())) {
                add(operation, unversioned);
            }
        }
        // the longest path is most specific; of equal ones the first in the document
        routes.sort(Comparator.comparingInt((Route route) -> -route.path().length()));
    }

    static OperationLookup published(Contract contract) {
        return new OperationLookup(contract.published(), contract.operations());
    }

    static OperationLookup corrected(Contract contract) {
        return new OperationLookup(contract.corrected(), contract.correctedOperations());
    }

    private void add(Operation operation, String path) {
        if (path.indexOf('{') < 0) {
            routes.add(new Route(path, null, operation));
            return;
        }
        StringBuilder regex = new StringBuilder("(?:^|.*[^/])");
        for (String segment : path.split("(?=\\{)|(?<=\\})", -1)) {
            regex.append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
        }
        routes.add(new Route(path, Pattern.compile(regex.append("/?").toString()), operation));
    }

    Optional<Operation> operation(String method, String urlOrPath) {
        return cached(operations, new Key(method, urlOrPath, 0, ""), key -> {
            String path = UrlPath.of(urlOrPath);
            return routes.stream()
                    .filter(route -> route.operation().method().equalsIgnoreCase(method))
                    .filter(route -> route.matches(path))
                    .map(Route::operation)
                    .findFirst();
        });
    }

    /** The schema of the JSON request body; empty when there is no such operation or it has none. */
    Optional<JsonPointer> request(String method, String path) {
        return cached(requests, new Key(method, path, 0, ""), key -> operation(method, path)
                .flatMap(operation -> property(operation.pointer(), "requestBody"))
                .flatMap(body -> media(body, "application/json"))
                .flatMap(OperationLookup::schema));
    }

    /** The schema of a response of this status and media type. */
    DocumentedSchema response(String method, String path, int status, String mediaType) {
        return cached(responses, new Key(method, path, status, mediaType), key -> {
            Optional<Located> media = response(method, path, status).flatMap(response -> media(response, mediaType));
            return new DocumentedSchema(
                    media.isPresent(),
                    media.map(found -> MediaTypeSchemas.of(found, mediaType, document))
                            .orElse(List.of()));
        });
    }

    boolean documentsNoBody(String method, String path, int status) {
        return response(method, path, status)
                .filter(response -> response.node().path("content").isEmpty())
                .isPresent();
    }

    private static <A> A cached(Map<Key, A> known, Key key, Function<Key, A> lookup) {
        A response = known.get(key);
        if (response == null) {
            response = lookup.apply(key);
            if (known.size() < REMEMBERED) {
                known.put(key, response);
            }
        }
        return response;
    }

    /** The response of this status, by its number, its class or default. */
    private Optional<Located> response(String method, String path, int status) {
        return operation(method, path)
                .flatMap(operation -> property(operation.pointer(), "responses"))
                .flatMap(responses -> property(responses.pointer(), Integer.toString(status))
                        .or(() -> property(responses.pointer(), status / 100 + "XX"))
                        .or(() -> property(responses.pointer(), status / 100 + "xx"))
                        .or(() -> property(responses.pointer(), "default")));
    }

    /** The media type object that matches a media type. */
    private Optional<Located> media(Located message, String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<Located> content = property(message.pointer(), "content");
        String range = type.contains("/") ? type.substring(0, type.indexOf('/')) + "/*" : type;
        for (String pattern : List.of(type, range, "*/*")) {
            for (var entry :
                    content.map(Located::node).map(JsonNode::properties).orElse(Set.of())) {
                if (entry.getKey().split(";", 2)[0].strip().equalsIgnoreCase(pattern)) {
                    return property(content.orElseThrow().pointer(), entry.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonPointer> schema(Located media) {
        return media.node().has("schema") ? Optional.of(media.pointer().appendProperty("schema")) : Optional.empty();
    }

    private Optional<Located> property(JsonPointer parent, String name) {
        return references.follow(parent.appendProperty(name));
    }
}
