package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.openapi.Operation;
import java.util.List;
import java.util.Map;

/**
 * Query parameters as one form, when the other spec describes the query as a whole ({@code in: querystring}): the same URLs
 * can be written in both ways.
 */
final class WholeQuery {
    private static final String WHOLE = "querystring";
    private static final String FORM = "application/x-www-form-urlencoded";

    private WholeQuery() {}

    static void align(
            Map<String, Found> parameters, Map<String, Found> others, Normalizer schemas, Operation operation) {
        Found whole = others.get(WHOLE);
        List<String> single = parameters.keySet().stream()
                .filter(key -> key.startsWith("query "))
                .toList();
        if (whole == null
                || parameters.containsKey(WHOLE)
                || single.isEmpty()
                || !whole.property("content").property(FORM).there()) {
            return;
        }
        ObjectNode media = JsonNodeFactory.instance.objectNode();
        ObjectNode schema = media.putObject("schema").put("type", "object");
        single.forEach(key -> {
            Found parameter = parameters.remove(key);
            if (parameter != null) {
                field(parameter, schema, media.withObject("encoding"));
            }
        });
        boolean closed = schemas.schema(ParameterEncoding.schema(whole)) instanceof Plain plain
                && plain.properties().closed();
        if (closed) {
            // other query parameters are not described on this side either
            schema.put("additionalProperties", false);
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        made.put("in", WHOLE).put("name", whole.node().path("name").asText(""));
        made.set("required", whole.node().path("required"));
        made.putObject("content").set(FORM, media);
        parameters.put(WHOLE, new Found(made, operation.at().then("parameters")));
    }

    private static void field(Found parameter, ObjectNode schema, ObjectNode encoding) {
        String name = parameter.node().path("name").asText("");
        Serialization written = ParameterEncoding.serialization(parameter);
        schema.withObject("properties")
                .set(
                        name,
                        ParameterEncoding.schema(parameter).parts().isEmpty()
                                ? JsonNodeFactory.instance.objectNode()
                                : ParameterEncoding.schema(parameter)
                                        .parts()
                                        .getFirst()
                                        .node());
        if (parameter.node().path("required").asBoolean(false)) {
            schema.withArray("required").add(name);
        }
        if (parameter.node().has("content")) {
            encoding.putObject(name).put("contentType", "application/json");
        } else {
            encoding.putObject(name).put("style", written.style()).put("explode", written.explode());
        }
    }
}
