package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation of one document.
 *
 * @param item the path item that holds it
 */
record Endpoint(String method, String path, JsonNode node, Pointer at, JsonNode item, Pointer itemAt) {
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    static List<Endpoint> all(JsonNode document) {
        References references = new References(document);
        List<Endpoint> all = new ArrayList<>();
        document.path("paths").properties().forEach(each -> {
            Pointer at = Pointer.ROOT.then("paths").then(each.getKey());
            if (references.follow(each.getValue(), at) instanceof References.Target.Found item) {
                for (String method : METHODS) {
                    JsonNode node = item.node().path(method);
                    if (node.isObject()) {
                        all.add(new Endpoint(
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
    String name() {
        return method + " " + path;
    }

    /** The name with parameters of the path reduced to their position: {@code /a/{x}} and {@code /a/{y}} are one path. */
    String key() {
        return method + " " + path.replaceAll("\\{[^}]{0,500}\\}", "{}");
    }

    /** Names of the path's parameters in their order. */
    List<String> pathParameters() {
        List<String> names = new ArrayList<>();
        var matcher = java.util.regex.Pattern.compile("\\{([^}]{0,500})\\}").matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    String operationId() {
        return node.path("operationId").asText("");
    }
}
