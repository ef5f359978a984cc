package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.MalformedKeywords;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.schema.KeywordValue;
import dev.loupe.openapi.schema.StepKeyword;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Exports a schema of an OpenAPI document as one self-contained JSON Schema (2020-12), so that one validator checks
 * OLD and NEW of any OpenAPI version. Keywords are translated one by one without the normal form: the proof is
 * independent of the comparison that it checks.
 */
final class JsonSchemaExport {
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final Set<String> DROPPED = Set.of(
            "nullable",
            "example",
            "examples",
            "description",
            "title",
            "default",
            "xml",
            "externalDocs",
            "deprecated",
            "discriminator",
            "readOnly",
            "writeOnly",
            "$id",
            "$schema",
            "$anchor");

    /** Schemas of one message; each takes kilobytes in the validator. */
    static final int MOST_SCHEMAS = 50_000;

    private final ReferenceResolver references;
    private final boolean openApi30;
    private final MessageDirection direction;
    private final Map<String, String> names = new HashMap<>();
    private final Deque<ReferenceResolver.Target.Found> rest = new ArrayDeque<>();

    private int schemas;

    JsonSchemaExport(JsonNode document, MessageDirection direction) {
        this.references = new ReferenceResolver(document);
        this.openApi30 = document.path("openapi").asText("3.0").startsWith("3.0");
        this.direction = direction;
    }

    JsonNode schema(SchemaRef ref) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        ArrayNode all = root.putArray("allOf");
        ref.parts().forEach(part -> all.add(convert(part.node(), part.at())));
        ObjectNode definitions = JsonNodeFactory.instance.objectNode();
        while (!rest.isEmpty()) {
            ReferenceResolver.Target.Found found = rest.pop();
            JsonNode definition = convert(found.node(), found.at());
            if (definition instanceof ObjectNode object) {
                object.put(StepKeyword.NAME, true);
            }
            definitions.set(names.getOrDefault(found.at().toString(), ""), definition);
        }
        root.set("$defs", definitions);
        if (all.isEmpty()) {
            root.remove("allOf");
        }
        return root;
    }

    /** Calls for every keyword with an invalid value in the schemas that {@link #schema} exports. */
    void malformed(SchemaRef ref, BiConsumer<String, DocumentPointer> out) {
        ref.parts().forEach(part -> {
            MalformedKeywords.find(part.node(), part.at(), out);
            convert(part.node(), part.at());
        });
        while (!rest.isEmpty()) {
            ReferenceResolver.Target.Found found = rest.pop();
            MalformedKeywords.find(found.node(), found.at(), out);
            convert(found.node(), found.at());
        }
    }

    /** The number of schemas that were exported. */
    int schemas() {
        return schemas;
    }

    private JsonNode convert(JsonNode schema, DocumentPointer at) {
        if (++schemas > MOST_SCHEMAS) {
            throw new BoundedPattern.Undecided("the schema of the message has more than " + MOST_SCHEMAS + " schemas");
        }
        if (!schema.isObject()) {
            return schema.isBoolean() ? schema : BooleanNode.TRUE;
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (schema.path("$ref").isTextual()) {
            reference(schema, at, out);
            if (openApi30) {
                return out;
            }
        }
        schema.properties().forEach(property -> keyword(property.getKey(), property.getValue(), at, out));
        // a flag in 3.0; specs of 3.1 that were converted from 3.0 keep it
        exclusive(schema, out, "minimum", "exclusiveMinimum");
        exclusive(schema, out, "maximum", "exclusiveMaximum");
        if (openApi30) {
            openApi30(schema, out);
        }
        requiredOnThisSide(schema, out);
        return out;
    }

    private void reference(JsonNode schema, DocumentPointer at, ObjectNode out) {
        if (references.followSchema(schema, at) instanceof ReferenceResolver.Target.Found found) {
            String name = names.get(found.at().toString());
            if (name == null) {
                name = "s" + names.size();
                names.put(found.at().toString(), name);
                rest.push(found);
            }
            out.put("$ref", "#/$defs/" + name);
        }
    }

    private void keyword(String name, JsonNode value, DocumentPointer at, ObjectNode out) {
        KeywordValue kind = KeywordValue.of(name);
        boolean schemas = kind == KeywordValue.SCHEMAS_BY_NAME
                || kind == KeywordValue.SCHEMAS_BY_PATTERN
                || DEFINITIONS.contains(name);
        if (schemas && value.isObject()) {
            ObjectNode map = out.putObject(name);
            value.properties()
                    .forEach(each -> map.set(
                            each.getKey(),
                            convert(each.getValue(), at.then(name).then(each.getKey()))));
        } else if (kind == KeywordValue.SCHEMA_LIST && value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                list.add(convert(value.get(i), at.then(name).then(i)));
            }
            if (!list.isEmpty()) {
                out.set(name, list);
            }
        } else if (kind == KeywordValue.SCHEMA) {
            out.set(name, convert(value, at.then(name)));
        } else if (!DROPPED.contains(name) && !name.startsWith("x-") && !name.equals("$ref")) {
            out.set(name, value);
        }
    }

    private void openApi30(JsonNode schema, ObjectNode out) {
        if (schema.path("nullable").asBoolean(false) && schema.path("type").isTextual()) {
            out.putArray("type").add(schema.path("type").textValue()).add("null");
        }
    }

    private static void exclusive(JsonNode schema, ObjectNode out, String bound, String keyword) {
        JsonNode flag = schema.path(keyword);
        if (!flag.isBoolean()) {
            return;
        }
        out.remove(keyword);
        if (flag.booleanValue() && schema.path(bound).isNumber()) {
            out.set(keyword, schema.path(bound));
            out.remove(bound);
        }
    }

    /** Properties that do not apply to this direction are not required in it. */
    private void requiredOnThisSide(JsonNode schema, ObjectNode out) {
        if (!schema.path("required").isArray() || !schema.path("properties").isObject()) {
            return;
        }
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (JsonNode name : Keywords.list(schema, "required")) {
            JsonNode property = schema.path("properties").path(name.asText());
            if (!direction.hides(property, DocumentPointer.ROOT, references, openApi30)) {
                required.add(name);
            }
        }
        out.set("required", required);
    }
}
