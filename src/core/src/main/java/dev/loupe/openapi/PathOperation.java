package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation of one document.
 *
 * @param item the path item that holds it
 */
public record PathOperation(
        String method, String path, JsonNode node, DocumentPointer at, JsonNode item, DocumentPointer itemAt) {
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    public static List<PathOperation> all(JsonNode document) {
        LocalRefResolver references = new LocalRefResolver(document);
        List<PathOperation> all = new ArrayList<>();
        document.path("paths").properties().forEach(each -> {
            DocumentPointer at = DocumentPointer.ROOT.then("paths").then(each.getKey());
            if (references.follow(each.getValue(), at) instanceof LocalRefResolver.Target.Found item) {
                for (String method : METHODS) {
                    JsonNode node = item.node().path(method);
                    if (node.isObject()) {
                        all.add(new PathOperation(
                                method.toUpperCase(Locale.ROOT),
                                each.getKey(),
                                node,
                                item.at().then(method),
                                item.node(),
                                item.at()));
                    }
                }
            }
        });
        return all;
    }

    /** {@code POST /v1/chat/completions}. */
    public String name() {
        return method + " " + path;
    }

    /** The name with parameters of the path reduced to their position: {@code /a/{x}} and {@code /a/{y}} are one path. */
    public String key() {
        return method + " " + path.replaceAll("\\{[^}]{0,500}\\}", "{}");
    }

    /** Names of the path's parameters in their order. */
    public List<String> pathParameters() {
        List<String> names = new ArrayList<>();
        var matcher = java.util.regex.Pattern.compile("\\{([^}]{0,500})\\}").matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    public String operationId() {
        return node.path("operationId").asText("");
    }
}
