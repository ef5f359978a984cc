package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.KeywordValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Finds keywords whose value has the wrong type, such as a maximum that is a string. They count as absent, as for
 * most validators; each is reported, since a typo would remove a constraint silently.
 */
public final class MalformedKeywords {
    private final BiConsumer<String, DocumentPointer> out;
    private final BiConsumer<JsonNode, DocumentPointer> references;
    private final Deque<Map.Entry<JsonNode, DocumentPointer>> rest = new ArrayDeque<>();

    private MalformedKeywords(
            BiConsumer<String, DocumentPointer> out, BiConsumer<JsonNode, DocumentPointer> references) {
        this.out = out;
        this.references = references;
    }

    /** Searches a schema and its sub-schemas; references are not resolved. */
    public static void find(JsonNode schema, DocumentPointer at, BiConsumer<String, DocumentPointer> out) {
        find(schema, at, out, (reference, location) -> {});
    }

    /**
     * The same.
     *
     * @param references gets each schema with a {@code $ref} or {@code $dynamicRef}
     */
    public static void find(
            JsonNode schema,
            DocumentPointer at,
            BiConsumer<String, DocumentPointer> out,
            BiConsumer<JsonNode, DocumentPointer> references) {
        MalformedKeywords search = new MalformedKeywords(out, references);
        search.rest.push(Map.entry(schema, at));
        while (!search.rest.isEmpty()) {
            var here = search.rest.pop();
            search.keywords(here.getKey(), here.getValue());
        }
    }

    private void keywords(JsonNode schema, DocumentPointer at) {
        if (!schema.isObject()) {
            return;
        }
        if (schema.has("$ref") || schema.has("$dynamicRef")) {
            references.accept(schema, at);
        }
        for (var property : schema.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            KeywordValue kind = KeywordValue.of(name);
            if (kind == null) {
                continue;
            }
            if (!kind.accepts(value)) {
                out.accept("`" + name + "` is " + shown(value) + ", expected " + kind.expected(), at.then(name));
                continue;
            }
            switch (kind) {
                case SCHEMA -> rest.push(Map.entry(value, at.then(name)));
                case SCHEMAS_BY_NAME, SCHEMAS_BY_PATTERN ->
                    value.properties()
                            .forEach(each -> rest.push(
                                    Map.entry(each.getValue(), at.then(name).then(each.getKey()))));
                case SCHEMA_LIST -> {
                    for (int i = 0; i < value.size(); i++) {
                        rest.push(Map.entry(value.get(i), at.then(name).then(i)));
                    }
                }
                default -> {}
            }
        }
    }

    /** A value of the wrong type, for a message. */
    public static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : SchemaDescriber.value(SchemaDescriber.outline(value));
    }
}
