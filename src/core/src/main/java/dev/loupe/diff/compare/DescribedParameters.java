package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** The parameters of an operation and of its path item, each by a key that is the same in both specs. */
final class DescribedParameters {
    /** OpenAPI: "the parameter definition SHALL be ignored", since media types and security describe them. */
    private static final Set<String> IGNORED = Set.of("accept", "content-type", "authorization");

    /** The key of a path parameter that is not in the path. */
    private static final String UNUSED = "unused path ";

    private DescribedParameters() {}

    static Map<String, Found> of(Operation operation, JsonNode root) {
        ReferenceResolver references = new ReferenceResolver(root);
        Map<String, Found> all = new LinkedHashMap<>();
        List<String> inPath = operation.pathParameters();
        collect(operation.item().path("parameters"), operation.itemAt().then("parameters"), references, inPath, all);
        collect(operation.node().path("parameters"), operation.at().then("parameters"), references, inPath, all);
        describeVariable(all, inPath.size());
        return all;
    }

    /**
     * A path parameter that is not in the path cannot be sent. When it is the only one, and the path has one variable without
     * a description, the spec has a wrong name for that variable.
     */
    private static void describeVariable(Map<String, Found> all, int variables) {
        List<String> unused =
                all.keySet().stream().filter(key -> key.startsWith(UNUSED)).toList();
        List<String> undescribed = IntStream.range(0, variables)
                .mapToObj(DescribedParameters::variable)
                .filter(key -> !all.containsKey(key))
                .toList();
        if (unused.size() == 1 && undescribed.size() == 1) {
            all.put(undescribed.getFirst(), Objects.requireNonNull(all.remove(unused.getFirst())));
        }
    }

    /** The key of a path parameter, which is identified by its position, not by its name. */
    private static String variable(int index) {
        return "path " + index;
    }

    private static void collect(
            JsonNode list,
            DocumentPointer at,
            ReferenceResolver references,
            List<String> inPath,
            Map<String, Found> all) {
        int index = 0;
        for (JsonNode each : list) {
            DocumentPointer location = at.then(index++);
            if (references.follow(each, location) instanceof ReferenceResolver.Target.Found found
                    && found.node().isObject()) {
                String in = found.node().path("in").asText("");
                String name = found.node().path("name").asText("");
                if (in.equals("header") && IGNORED.contains(name.toLowerCase(Locale.ROOT))) {
                    continue;
                }
                String key =
                        switch (in) {
                            case "path" -> inPath.contains(name) ? variable(inPath.indexOf(name)) : UNUSED + name;
                            case "header" -> "header " + name.toLowerCase(Locale.ROOT);
                            // the whole query; its name is not sent
                            case "querystring" -> in;
                            default -> in + " " + name;
                        };
                all.put(key, new Found(found.node(), found.at()));
            }
        }
    }

    /**
     * Without the path parameters that only one spec describes, when the path of the other has a variable at their position:
     * the same URLs are valid.
     */
    static void withoutUndescribed(Map<String, Found> described, Map<String, Found> others, Operation other) {
        described.keySet().removeIf(key -> key.startsWith(UNUSED) && !others.containsKey(key));
        for (int i = 0; i < other.pathParameters().size(); i++) {
            if (!others.containsKey(variable(i))) {
                described.remove(variable(i));
            }
        }
    }
}
