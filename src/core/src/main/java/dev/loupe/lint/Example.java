package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An example that a document carries.
 *
 * @param at where it stands
 * @param schema what it is an example of
 */
record Example(JsonPointer at, JsonNode value, SchemaAt schema) {
    /** Beside the schema of a media type; of other types than JSON an example is their text, not the value. */
    private static final String JSON_CONTENT = ".*/content/application~1([^/]*\\+)?json(;[^/]*)?/schema";

    /** Those in schemas and those beside the schemas of JSON media types. */
    static List<Example> of(Spec spec) {
        List<Example> examples = new ArrayList<>();
        for (SchemaAt schema : spec.schemas()) {
            add(examples, schema.at(), schema.node(), schema);
            JsonPointer holder = schema.at().head();
            if (holder != null && schema.at().toString().matches(JSON_CONTENT)) {
                add(examples, holder, spec.root().at(holder), schema);
            }
        }
        return examples;
    }

    private static void add(List<Example> examples, JsonPointer holder, JsonNode node, SchemaAt schema) {
        if (node.has("example")) {
            examples.add(new Example(holder.appendProperty("example"), node.get("example"), schema));
        }
        JsonPointer many = holder.appendProperty("examples");
        JsonNode named = node.path("examples");
        for (int i = 0; named.isArray() && i < named.size(); i++) {
            examples.add(new Example(many.appendIndex(i), named.get(i), schema));
        }
        boolean ofMediaType = !holder.equals(schema.at());
        named.properties().forEach(one -> {
            if (ofMediaType && one.getValue().has("value")) {
                JsonPointer at = many.appendProperty(one.getKey()).appendProperty("value");
                examples.add(new Example(at, one.getValue().get("value"), schema));
            }
        });
    }
}
