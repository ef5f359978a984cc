package dev.loupe.diff.compare;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.TypeConstraints;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The elements that a Java generator makes of an operation, with their types. Inline schemas are named like in
 * openapi-generator, by the operation and the properties that lead to them. Branches of a union are named by their
 * distinguishing values instead of their position, so that a reordered branch is no change.
 */
final class ClientSurface {
    private static final int MOST = 50_000;

    private final SortedMap<ClientElement, String> surface = new TreeMap<>();
    private final Set<String> done = new HashSet<>();

    private ClientSurface() {}

    /**
     * The elements for one operation.
     *
     * @param method the name of its method, the prefix of the names of its types
     */
    static SortedMap<ClientElement, String> of(
            JsonNode root, Operation operation, String method, Normalizer requests, Normalizer responses) {
        ClientSurface surface = new ClientSurface();
        ReferenceResolver references = new ReferenceResolver(root);
        String name = upper(method);
        String argument = surface.body(
                root,
                references,
                operation.node().path("requestBody"),
                operation.at().then("requestBody"),
                name + "Request",
                requests);
        Set<String> results = new LinkedHashSet<>();
        operation.node().path("responses").properties().forEach(each -> {
            if (each.getKey().startsWith("2")) {
                results.add(surface.body(
                        root,
                        references,
                        each.getValue(),
                        operation.at().then("responses").then(each.getKey()),
                        name + each.getKey() + "Response",
                        responses));
            }
        });
        results.remove("");
        surface.surface.put(
                new ClientElement.Method(method),
                "(" + argument + ") -> " + (results.isEmpty() ? "void" : String.join(" or ", results)));
        return surface.surface;
    }

    /** The name of the method of an operation. */
    static String method(Operation operation) {
        return camel(
                operation.operationId().isEmpty()
                        ? operation.path() + " " + operation.method()
                        : operation.operationId());
    }

    private String body(
            JsonNode root,
            ReferenceResolver references,
            JsonNode node,
            DocumentPointer at,
            String name,
            Normalizer schemas) {
        if (!(references.follow(node, at) instanceof ReferenceResolver.Target.Found found)) {
            return "";
        }
        List<String> types = new ArrayList<>();
        DocumentPointer content = found.at().then("content");
        found.node().path("content").properties().forEach(each -> {
            String suffix = each.getKey().equals("text/event-stream") ? name + "Event" : name;
            SchemaRef.ofMediaType(each.getValue(), content.then(each.getKey()), each.getKey(), root)
                    .ifPresent(schema -> types.add(type(schema, suffix, schemas, 0)));
        });
        return String.join(" or ", types);
    }

    /** The Java type of a schema; the types that it refers to are added to the surface. */
    private String type(SchemaRef ref, String name, Normalizer schemas, int depth) {
        String own = name;
        String target = ref.parts().isEmpty()
                ? ""
                : ref.parts().getLast().node().path("$ref").asText("");
        if (target.startsWith("#/components/schemas/")) {
            own = upper(camel(JsonPointer.compile(target.substring(1)).last().getMatchingProperty()));
        }
        return depth > 60 || surface.size() > MOST ? "Object" : type(schemas.schema(ref), own, schemas, depth);
    }

    private String type(NormalSchema schema, String name, Normalizer schemas, int depth) {
        return switch (schema) {
            case NormalSchema.Unresolved unresolved -> "Object";
            case NormalSchema.Union union -> {
                if (done.add("union " + name)) {
                    Set<String> cases = new TreeSet<>();
                    for (int i = 0; i < union.branches().size(); i++) {
                        NormalSchema.Branch branch = union.branches().get(i);
                        String label = upper(camel(BranchSignature.of(branch.schema(), schemas)
                                .label()
                                .replaceAll("^.*=|[()]", "")));
                        cases.add(type(
                                branch.ref().parts().isEmpty() ? SchemaRef.ANYTHING : branch.ref(),
                                branch.schema(),
                                name + label,
                                schemas,
                                depth));
                    }
                    cases.forEach(each -> surface.put(new ClientElement.Member(name, each), "case"));
                    surface.put(new ClientElement.Type(name), "union");
                }
                yield name;
            }
            case Plain plain -> plain(plain, name, schemas, depth);
        };
    }

    private String type(SchemaRef ref, NormalSchema schema, String name, Normalizer schemas, int depth) {
        boolean named = !ref.parts().isEmpty() && ref.parts().getLast().node().has("$ref");
        return named ? type(ref, name, schemas, depth + 1) : type(schema, name, schemas, depth + 1);
    }

    private String plain(Plain plain, String name, Normalizer schemas, int depth) {
        if (plain.types().size() != 1) {
            return "Object";
        }
        Set<JsonNode> values = plain.values();
        return switch (plain.types().iterator().next()) {
            case BOOLEAN -> "Boolean";
            case NUMBER ->
                plain.numbers().integer()
                        ? plain.strings().formats().contains("int64") ? "Long" : "Integer"
                        : "BigDecimal";
            case STRING -> values == null ? text(plain) : constants(values, name);
            case ARRAY -> {
                SchemaRef each = plain.items().each();
                yield "List<" + (each == null ? "Object" : type(each, name + "Inner", schemas, depth + 1)) + ">";
            }
            case OBJECT -> object(plain, name, schemas, depth);
        };
    }

    private static String text(Plain plain) {
        for (String format : plain.strings().formats()) {
            switch (format) {
                case "date-time" -> {
                    return "OffsetDateTime";
                }
                case "date" -> {
                    return "LocalDate";
                }
                case "uri" -> {
                    return "URI";
                }
                case "uuid" -> {
                    return "UUID";
                }
                default -> {}
            }
        }
        return "String";
    }

    private String constants(Set<JsonNode> values, String name) {
        surface.put(new ClientElement.Type(name), "enum");
        values.forEach(value -> surface.put(
                new ClientElement.Member(
                        name, value.asText().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_")),
                "constant"));
        return name;
    }

    private String object(Plain plain, String name, Normalizer schemas, int depth) {
        TypeConstraints.Properties properties = plain.properties();
        SchemaRef additional = properties.additional();
        if (properties.named().isEmpty()) {
            return "Map<String, "
                    + (additional == null ? "Object" : type(additional, name + "Value", schemas, depth + 1)) + ">";
        }
        if (done.add("type " + name)) {
            surface.put(new ClientElement.Type(name), "class");
            properties
                    .named()
                    .forEach((property, ref) -> surface.put(
                            new ClientElement.Member(name, camel(property)),
                            type(ref, name + upper(camel(property)), schemas, depth + 1)));
        }
        return name;
    }

    private static String camel(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : text.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(
                        name.isEmpty()
                                ? word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1)
                                : upper(word));
            }
        }
        return name.toString();
    }

    static String upper(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
