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

/**
 * From a request to the schemas that speak of it. A path is matched by its end: whatever a server puts before it, a host,
 * a base path, is the server's affair; so is the version, as in {@code https://openrouter.ai/api/v1/chat/completions}.
 */
final class OperationLookup {
    private static final Pattern VERSION = Pattern.compile("^/v[0-9]+(?=/)");

    /** Few requests differ in these; whoever sends endless different ones is answered without memory. */
    private static final int REMEMBERED = 1_000;

    /** What one lookup depends on; a request has no status and no media type. */
    private record Question(String method, String path, int status, String mediaType) {}

    /**
     * What the contract has for an answer.
     *
     * @param documented whether it knows the status and media type at all
     * @param schema empty also when a known answer has none
     */
    record Answer(boolean documented, Optional<JsonPointer> schema) {}

    private record Route(String method, Pattern path, int length, Operation operation) {}

    private final ReferenceResolver references;
    private final List<Route> routes = new ArrayList<>();
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Question, Optional<JsonPointer>> requests = new ConcurrentHashMap<>();

    private OperationLookup(JsonNode document, List<Operation> operations) {
        this.references = new ReferenceResolver(document);
        for (Operation operation : operations) {
            add(operation, operation.path());
            String unversioned = VERSION.matcher(operation.path()).replaceFirst("");
            if (!unversioned.equals(operation.path())) {
                add(operation, unversioned);
            }
        }
        // the longest path says most; of equal ones the first in the document
        routes.sort(Comparator.comparingInt((Route route) -> -route.length()));
    }

    static OperationLookup published(Contract contract) {
        return new OperationLookup(contract.published(), contract.operations());
    }

    static OperationLookup corrected(Contract contract) {
        return new OperationLookup(contract.corrected(), contract.correctedOperations());
    }

    private void add(Operation operation, String path) {
        StringBuilder regex = new StringBuilder("(?:^|.*[^/])");
        for (String segment : path.split("(?=\\{)|(?<=\\})", -1)) {
            regex.append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
        }
        routes.add(new Route(
                operation.method(), Pattern.compile(regex.append("/?").toString()), path.length(), operation));
    }

    Optional<Operation> operation(String method, String urlOrPath) {
        String path = UrlPath.of(urlOrPath);
        return routes.stream()
                .filter(route -> route.method().equalsIgnoreCase(method))
                .filter(route -> route.path().matcher(path).matches())
                .map(Route::operation)
                .findFirst();
    }

    /** The schema of the JSON request body; empty when the operation is not there or takes none. */
    Optional<JsonPointer> request(String method, String path) {
        return remembered(requests, new Question(method, path, 0, ""), question -> operation(method, path)
                .flatMap(operation -> member(operation.pointer(), "requestBody"))
                .flatMap(body -> media(body, "application/json"))
                .flatMap(OperationLookup::schema));
    }

    /** What the contract has for an answer of this status and media type. */
    Answer answer(String method, String path, int status, String mediaType) {
        return remembered(answers, new Question(method, path, status, mediaType), question -> {
            Optional<Located> media = answer(method, path, status).flatMap(answer -> media(answer, mediaType));
            return new Answer(media.isPresent(), media.flatMap(OperationLookup::schema));
        });
    }

    private static <A> A remembered(Map<Question, A> known, Question question, Function<Question, A> look) {
        A answer = known.get(question);
        if (answer == null) {
            answer = look.apply(question);
            if (known.size() < REMEMBERED) {
                known.put(question, answer);
            }
        }
        return answer;
    }

    /** The answer of this status, by its number, its class or default. */
    private Optional<Located> answer(String method, String path, int status) {
        return operation(method, path)
                .flatMap(operation -> member(operation.pointer(), "responses"))
                .flatMap(responses -> member(responses.pointer(), Integer.toString(status))
                        .or(() -> member(responses.pointer(), status / 100 + "XX"))
                        .or(() -> member(responses.pointer(), status / 100 + "xx"))
                        .or(() -> member(responses.pointer(), "default")));
    }

    /** The media type of an answer or request that this one falls under. */
    private Optional<Located> media(Located message, String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<Located> content = member(message.pointer(), "content");
        String range = type.contains("/") ? type.substring(0, type.indexOf('/')) + "/*" : type;
        for (String wanted : List.of(type, range, "*/*")) {
            for (var entry :
                    content.map(Located::node).map(JsonNode::properties).orElse(Set.of())) {
                if (entry.getKey().split(";", 2)[0].strip().equalsIgnoreCase(wanted)) {
                    return member(content.orElseThrow().pointer(), entry.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonPointer> schema(Located media) {
        return media.node().has("schema") ? Optional.of(media.pointer().appendProperty("schema")) : Optional.empty();
    }

    private Optional<Located> member(JsonPointer parent, String name) {
        return references.follow(parent.appendProperty(name));
    }
}
