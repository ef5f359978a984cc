package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An example in a document.
 *
 * @param at the location of the example
 * @param schema the schema that it is an example of
 */
public record DocumentExample(JsonPointer at, JsonNode value, LocatedSchema schema) {
    /** The schema of a JSON media type; for other types an example is their text, not a value of the schema. */
    private static final Pattern JSON_CONTENT =
            Pattern.compile(".*/content/application~1([^/]*\\+)?json(;[^/]*)?/schema");

    /** The examples in schemas and of JSON media types. */
    public static List<DocumentExample> of(LintedDocument spec) {
        List<DocumentExample> examples = new ArrayList<>();
        for (LocatedSchema schema : spec.schemas()) {
            if (hasExamples(schema.node())) {
                add(examples, schema.at(), schema.node(), schema);
            }
            JsonPointer holder = schema.location().last().equals("schema")
                            && JSON_CONTENT
                                    .matcher(schema.location().toString())
                                    .matches()
                    ? schema.at().head()
                    : null;
            if (holder != null && hasExamples(spec.root().at(holder))) {
                add(examples, holder, spec.root().at(holder), schema);
            }
        }
        return examples;
    }

    private static boolean hasExamples(JsonNode holder) {
        return holder.has("example") || holder.has("examples");
    }

    private static void add(List<DocumentExample> examples, JsonPointer holder, JsonNode node, LocatedSchema schema) {
        if (node.has("example")) {
            examples.add(new DocumentExample(holder.appendProperty("example"), node.get("example"), schema));
        }
        JsonNode named = node.path("examples");
        if (named.isEmpty()) {
            return;
        }
        JsonPointer many = holder.appendProperty("examples");
        for (int i = 0; named.isArray() && i < named.size(); i++) {
            examples.add(new DocumentExample(many.appendIndex(i), named.get(i), schema));
        }
        boolean ofMediaType = !holder.equals(schema.at());
        named.properties().forEach(one -> {
            // OpenAPI 3.2 has dataValue
            for (String keyword : List.of("value", "dataValue")) {
                if (ofMediaType && one.getValue().has(keyword)) {
                    JsonPointer at = many.appendProperty(one.getKey()).appendProperty(keyword);
                    examples.add(new DocumentExample(at, one.getValue().get(keyword), schema));
                }
            }
        });
    }
}
