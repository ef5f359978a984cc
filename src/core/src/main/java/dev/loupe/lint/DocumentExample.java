package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An example in a document.
 *
 * @param at the location of the example
 * @param schema the schema that it is an example of
 */
public record DocumentExample(DocumentPointer at, JsonNode value, LocatedSchema schema) {
    /** The schema of a JSON media type; for other types an example is their text, not a value of the schema. */
    private static final Pattern JSON_CONTENT =
            Pattern.compile(".*/content/application~1([^/]*\\+)?json(;[^/]*)?/schema");

    /** The examples in schemas and of JSON media types. */
    public static List<DocumentExample> of(LintedDocument spec) {
        List<DocumentExample> examples = new ArrayList<>();
        for (LocatedSchema schema : spec.schemas()) {
            if (hasExamples(schema.node())) {
                add(examples, schema.location(), schema.node(), schema);
            }
            JsonPointer holder = schema.location().last().equals("schema")
                            && JSON_CONTENT
                                    .matcher(schema.location().toString())
                                    .matches()
                    ? schema.at().head()
                    : null;
            if (holder != null && hasExamples(spec.root().at(holder))) {
                add(examples, DocumentPointer.of(holder), spec.root().at(holder), schema);
            }
        }
        return examples;
    }

    private static boolean hasExamples(JsonNode holder) {
        return holder.has("example") || holder.has("examples");
    }

    private static void add(
            List<DocumentExample> examples, DocumentPointer holder, JsonNode node, LocatedSchema schema) {
        if (node.has("example")) {
            examples.add(new DocumentExample(holder.then("example"), node.get("example"), schema));
        }
        JsonNode named = node.path("examples");
        if (named.isEmpty()) {
            return;
        }
        DocumentPointer many = holder.then("examples");
        for (int i = 0; named.isArray() && i < named.size(); i++) {
            examples.add(new DocumentExample(many.then(i), named.get(i), schema));
        }
        boolean ofMediaType = !holder.equals(schema.location());
        named.properties().forEach(one -> {
            // OpenAPI 3.2 has dataValue
            for (String keyword : List.of("value", "dataValue")) {
                if (ofMediaType && one.getValue().has(keyword)) {
                    DocumentPointer at = many.then(one.getKey()).then(keyword);
                    examples.add(new DocumentExample(at, one.getValue().get(keyword), schema));
                }
            }
        });
    }
}
