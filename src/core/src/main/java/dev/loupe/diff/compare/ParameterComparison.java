package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares the parameters of one operation: path, query, header, cookie. */
final class ParameterComparison {
    /** OpenAPI: "the parameter definition SHALL be ignored", since media types and security describe them. */
    private static final Set<String> IGNORED = Set.of("accept", "content-type", "authorization");

    /** The key of a path parameter that is not in the path. */
    private static final String UNUSED = "unused path ";

    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;

    ParameterComparison(Operation old, Operation next, DifferenceCollector out) {
        this.old = old;
        this.next = next;
        this.out = out;
    }

    void compare() {
        Map<String, Found> left = parameters(old, out.oldRoot());
        Map<String, Found> right = parameters(next, out.nextRoot());
        withoutUndescribed(left, right, next);
        withoutUndescribed(right, left, old);
        left.forEach((key, parameter) -> {
            Found other = right.get(key);
            boolean was = required(parameter);
            if (other == null) {
                out.add(
                        was
                                ? DifferenceKind.of(Subject.REQUIRED_PARAMETER, Edit.REMOVED)
                                : DifferenceKind.of(Subject.PARAMETER, Edit.REMOVED),
                        location(parameter),
                        parameter.at(),
                        next.at(),
                        "",
                        "",
                        "");
            } else {
                both(parameter, other);
            }
        });
        right.forEach((key, parameter) -> {
            if (!left.containsKey(key)) {
                out.add(
                        required(parameter)
                                ? DifferenceKind.of(Subject.REQUIRED_PARAMETER, Edit.ADDED)
                                : DifferenceKind.of(Subject.PARAMETER, Edit.ADDED),
                        location(parameter),
                        old.at(),
                        parameter.at(),
                        "",
                        "",
                        "");
            }
        });
    }

    /**
     * Without the path parameters that only one spec describes, when the path of the other has a variable at their position:
     * the same URLs are valid.
     */
    private static void withoutUndescribed(Map<String, Found> described, Map<String, Found> others, Operation other) {
        described.keySet().removeIf(key -> key.startsWith(UNUSED) && !others.containsKey(key));
        for (int i = 0; i < other.pathParameters().size(); i++) {
            if (!others.containsKey(variable(i))) {
                described.remove(variable(i));
            }
        }
    }

    private void both(Found before, Found after) {
        MessagePath location = location(after);
        if (required(before) != required(after)) {
            out.add(
                    DifferenceKind.of(Subject.PARAMETER, required(after) ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                    location,
                    before.property("required").at(),
                    after.property("required").at(),
                    "",
                    "",
                    "");
        }
        Serialization was = serialization(before);
        Serialization is = serialization(after);
        if (writtenDifferently(
                was,
                is,
                out.old(SpecArea.REQUEST).schema(schema(before)),
                out.next(SpecArea.REQUEST).schema(schema(after)))) {
            out.add(
                    DifferenceKind.of(Subject.PARAMETER_STYLE, Edit.CHANGED),
                    location,
                    before.at(),
                    after.at(),
                    was.description(),
                    is.description(),
                    "");
        }
        boolean mayBeEmpty = mayBeEmpty(before, out.old(SpecArea.REQUEST));
        boolean stated = before.node().has("allowEmptyValue") || after.node().has("allowEmptyValue");
        if (stated && mayBeEmpty != mayBeEmpty(after, out.next(SpecArea.REQUEST))) {
            out.add(
                    DifferenceKind.of(Subject.EMPTY_VALUE, mayBeEmpty ? Edit.REJECTED : Edit.ALLOWED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        boolean deprecated = before.node().path("deprecated").asBoolean(false);
        if (deprecated != after.node().path("deprecated").asBoolean(false)) {
            out.add(
                    DifferenceKind.of(Subject.DEPRECATION, deprecated ? Edit.NO_LONGER_DEPRECATED : Edit.DEPRECATED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        String description = before.node().path("description").asText("");
        if (!description.equals(after.node().path("description").asText(""))) {
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        out.compareTexts(new MessagePair(
                next.name(),
                SpecArea.REQUEST,
                part(after),
                schema(before),
                schema(after),
                encoding(before),
                encoding(after)));
    }

    /** True when {@code ?q=} is valid: by allowEmptyValue, or since the schema accepts the empty string. */
    private static boolean mayBeEmpty(Found parameter, Normalizer schemas) {
        return parameter.node().path("in").asText("").equals("query")
                && !parameter.node().has("content")
                && (parameter.node().path("allowEmptyValue").asBoolean(false)
                        || SurfaceMatch.fits(schemas, schemas.schema(schema(parameter)), TextNode.valueOf("")));
    }

    private static boolean required(Found parameter) {
        return parameter.node().path("required").asBoolean(false);
    }

    static SchemaRef schema(Found parameter) {
        if (parameter.node().has("schema")) {
            return SchemaRef.of(parameter.node().path("schema"), parameter.at().then("schema"));
        }
        for (var each : parameter.node().path("content").properties()) {
            DocumentPointer at =
                    parameter.at().then("content").then(each.getKey()).then("schema");
            return SchemaRef.of(each.getValue().path("schema"), at);
        }
        return SchemaRef.ANYTHING;
    }

    static MessageEncoding encoding(Found parameter) {
        Found form = parameter.property("content").property("application/x-www-form-urlencoded");
        return form.there() ? FormComparison.encoding(form) : new MessageEncoding.Parameter(serialization(parameter));
    }

    /** How values are written, with the defaults of OpenAPI. */
    static Serialization serialization(Found parameter) {
        String in = parameter.node().path("in").asText("");
        String name = parameter.node().path("name").asText("");
        if (parameter.node().has("content")) {
            String type = parameter.node().path("content").properties().stream()
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            return new Serialization(name, type.contains("json") ? Serialization.JSON : type, false);
        }
        String usual = in.equals("query") || in.equals("cookie") ? "form" : "simple";
        String style = parameter.node().path("style").asText(usual);
        return new Serialization(name, style, parameter.node().path("explode").asBoolean(style.equals("form")));
    }

    /** True when a value of a type that both schemas accept is written as another text. */
    static boolean writtenDifferently(Serialization was, Serialization is, NormalSchema old, NormalSchema next) {
        Set<String> types = new HashSet<>(types(old));
        types.retainAll(types(next));
        JsonNodeFactory json = JsonNodeFactory.instance;
        ArrayNode items = json.arrayNode().add("a");
        boolean array = types.remove("array")
                && !was.writesLike(is, hasAtMostOneItem(old) || hasAtMostOneItem(next) ? items : items.add("b"));
        boolean object =
                types.remove("object") && !was.writesLike(is, json.objectNode().put("k", "v"));
        boolean scalar = types.stream()
                .map(type -> switch (type) {
                    case "number", "integer" -> json.numberNode(5);
                    case "boolean" -> json.booleanNode(true);
                    default -> json.textNode("a");
                })
                .anyMatch(value -> !was.writesLike(is, value));
        return array || object || scalar;
    }

    private static boolean hasAtMostOneItem(NormalSchema schema) {
        return schema instanceof NormalSchema.Plain plain
                && plain.items().max() != null
                && plain.items().max() <= 1;
    }

    /** A schema that states no type is read as that of a single value. */
    private static Set<String> types(NormalSchema schema) {
        Set<String> types = SchemaDescriber.typeNames(schema);
        return types.isEmpty() || types.size() == NormalSchema.Type.ALL.size() ? Set.of("string") : types;
    }

    private MessagePath location(Found parameter) {
        return MessagePath.of(next.name(), SpecArea.REQUEST, part(parameter));
    }

    private static String part(Found parameter) {
        return "the " + parameter.node().path("in").asText("") + " parameter "
                + parameter.node().path("name").asText("");
    }

    static Map<String, Found> parameters(Operation operation, JsonNode root) {
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
                .mapToObj(ParameterComparison::variable)
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
}
