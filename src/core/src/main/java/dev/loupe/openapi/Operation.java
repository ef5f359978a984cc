package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * One operation of an OpenAPI document.
 *
 * @param method {@code POST}
 * @param path as the document has it, {@code /v1/chat/completions}
 * @param pointer the location of the operation in the document
 * @param node the operation object
 * @param item the path item that contains it
 */
@API(status = API.Status.EXPERIMENTAL)
public record Operation(String method, String path, JsonPointer pointer, JsonNode node, JsonNode item) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]{0,500})\\}");

    /** The operations of a document, in its order. */
    public static List<Operation> of(JsonNode document) {
        return of(document, JsonPointer.compile("/paths"), "");
    }

    /** The operations that the API calls at its clients, {@code POST webhook orderPaid}. */
    public static List<Operation> webhooks(JsonNode document) {
        return of(document, JsonPointer.compile("/webhooks"), "webhook ");
    }

    /** The operations that the API calls after this one, {@code POST callback onData {$request.body#/url}}. */
    public List<Operation> callbacks(JsonNode document) {
        ReferenceResolver references = new ReferenceResolver(document);
        List<Operation> operations = new ArrayList<>();
        node.path("callbacks").fieldNames().forEachRemaining(name -> references
                .follow(pointer.appendProperty("callbacks").appendProperty(name))
                .ifPresent(callback -> operations.addAll(of(document, callback.pointer(), "callback " + name + " "))));
        return operations;
    }

    private static List<Operation> of(JsonNode document, JsonPointer items, String prefix) {
        List<Operation> operations = new ArrayList<>();
        ReferenceResolver references = new ReferenceResolver(document);
        document.at(items).properties().forEach(path -> {
            Optional<ReferenceResolver.Located> item = references.follow(items.appendProperty(path.getKey()));
            item.ifPresent(located -> add(located, prefix + path.getKey(), operations));
        });
        return operations;
    }

    private static void add(ReferenceResolver.Located item, String path, List<Operation> operations) {
        item.node().properties().forEach(property -> {
            String name = property.getKey();
            JsonPointer at = item.pointer().appendProperty(name);
            if (METHODS.contains(name) && property.getValue().isObject()) {
                operations.add(
                        new Operation(name.toUpperCase(Locale.ROOT), path, at, property.getValue(), item.node()));
            } else if (name.equals("additionalOperations")) {
                // their methods are written as they are sent
                property.getValue().properties().stream()
                        .filter(each -> each.getValue().isObject())
                        .forEach(each -> operations.add(new Operation(
                                each.getKey(), path, at.appendProperty(each.getKey()), each.getValue(), item.node())));
            }
        });
    }

    /** The location of the operation, for pointers that grow from it. */
    public DocumentPointer at() {
        return DocumentPointer.of(pointer);
    }

    /** The location of the path item. */
    public DocumentPointer itemAt() {
        JsonPointer holder = pointer.head();
        boolean additional = holder.last() != null && holder.last().matchesProperty("additionalOperations");
        return DocumentPointer.of(additional ? holder.head() : holder);
    }

    /** {@code POST /v1/chat/completions}. */
    public String name() {
        return method + " " + path;
    }

    /**
     * The name with path parameters reduced to their position: {@code /a/{x}} and {@code /a/{y}} are one path, and so are
     * {@code /é} and {@code /%C3%A9}.
     */
    public String key() {
        return method + " " + EncodedPath.encoded(PARAMETER.matcher(path).replaceAll("{}"));
    }

    /** The names of the path's parameters in their order. */
    public List<String> pathParameters() {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    public String operationId() {
        return node.path("operationId").asText("");
    }

    @Override
    public String toString() {
        return name();
    }
}
