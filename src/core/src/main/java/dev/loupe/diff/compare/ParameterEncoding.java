package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The schema of a parameter or header, and how its values are written. */
final class ParameterEncoding {
    private ParameterEncoding() {}

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
        Set<String> types = commonTypes(old, next);
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

    /** True when allowReserved of one spec changes the text of a value that both schemas accept. */
    static boolean escapedDifferently(Found before, Found after, NormalSchema old, NormalSchema next) {
        Set<String> types = commonTypes(old, next);
        types.removeAll(Set.of("boolean", "integer", "number", "null"));
        return !types.isEmpty() && allowsReserved(before) != allowsReserved(after);
    }

    static boolean allowsReserved(Found parameter) {
        return parameter.node().path("allowReserved").asBoolean(false);
    }

    private static Set<String> commonTypes(NormalSchema old, NormalSchema next) {
        Set<String> types = new HashSet<>(types(old));
        types.retainAll(types(next));
        return types;
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
}
