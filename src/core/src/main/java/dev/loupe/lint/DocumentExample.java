package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.lint.DocumentWalk.Part;
import dev.loupe.lint.LocatedSchema.Use;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An example in a document.
 *
 * @param at the location of the example
 * @param schema the schema that it is an example of
 */
public record DocumentExample(DocumentPointer at, JsonNode value, LocatedSchema schema) {
    /** For other types an example is their text, not a value of the schema. */
    private static final Pattern JSON = Pattern.compile("application/([^/]*\\+)?json(;.*)?");

    private static final Pattern LITERAL = Pattern.compile("[-+0-9.eE]+|true|false");

    private static final Set<String> SERIALIZED = Set.of("parameters", "headers");

    /** The examples in schemas, of JSON media types, of parameters and of headers. */
    public static List<DocumentExample> of(LintedDocument spec) {
        List<DocumentExample> examples = new ArrayList<>();
        for (LocatedSchema schema : spec.schemas()) {
            values(schema.location(), schema.node(), schema, examples);
        }
        for (Part part : spec.parts()) {
            if (part.role() == NodeRole.OBJECT && hasExamples(part.node()) && describesValue(part)) {
                JsonNode declared = part.node().path("schema");
                if (spec.references().follow(declared, part.at().then("schema")) instanceof Target.Found schema
                        && (schema.node().isObject() || schema.node().isBoolean())) {
                    ofPart(part, new LocatedSchema(schema.at(), "", schema.node(), Use.UNREACHED), examples);
                }
            }
        }
        return examples;
    }

    private static boolean describesValue(Part part) {
        return SERIALIZED.contains(part.holder())
                || (part.holder().equals("content")
                        && JSON.matcher(part.at().last()).matches());
    }

    private static boolean hasExamples(JsonNode holder) {
        return holder.has("example") || holder.has("examples");
    }

    /** The values of a single example and of a list of them. */
    private static void values(
            DocumentPointer holder, JsonNode node, LocatedSchema schema, List<DocumentExample> examples) {
        if (node.has("example")) {
            examples.add(new DocumentExample(holder.then("example"), node.get("example"), schema));
        }
        JsonNode list = node.path("examples");
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            examples.add(new DocumentExample(holder.then("examples").then(i), list.get(i), schema));
        }
    }

    private static void ofPart(Part part, LocatedSchema schema, List<DocumentExample> examples) {
        List<DocumentExample> found = new ArrayList<>();
        values(part.at(), part.node(), schema, found);
        DocumentPointer named = part.at().then("examples");
        part.node().path("examples").properties().forEach(one -> {
            // OpenAPI 3.2 has dataValue
            for (String keyword : List.of("value", "dataValue")) {
                if (one.getValue().has(keyword)) {
                    DocumentPointer at = named.then(one.getKey()).then(keyword);
                    found.add(new DocumentExample(at, one.getValue().get(keyword), schema));
                }
            }
        });
        found.removeIf(example -> SERIALIZED.contains(part.holder()) && isText(example.value(), schema));
        examples.addAll(found);
    }

    /** Whether the example of a parameter or a header may be its text: of a number, a list, an object. */
    private static boolean isText(JsonNode example, LocatedSchema schema) {
        boolean scalar = schema.isNumeric() || schema.isType("boolean");
        return example.isTextual()
                && !schema.isType("string")
                && (!scalar || LITERAL.matcher(example.textValue()).matches());
    }
}
