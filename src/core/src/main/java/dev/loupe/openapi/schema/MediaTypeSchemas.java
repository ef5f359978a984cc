package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The schemas of what a media type transfers: of its body or, for a sequence, of one item. From OpenAPI 3.2 on, {@code
 * itemSchema} describes one item. An item of {@code text/event-stream} is an object with the fields of an event, and {@code
 * contentSchema} describes the JSON in its {@code data}; documents whose {@code itemSchema} declares no {@code data} describe
 * that JSON directly.
 */
public final class MediaTypeSchemas {
    private static final String EVENTS = "text/event-stream";

    private MediaTypeSchemas() {}

    /** Whether a body of this media type is a sequence of JSON values. */
    public static boolean isSequence(String mediaType) {
        return switch (withoutParameters(mediaType)) {
            case EVENTS,
                    "application/jsonl",
                    "application/x-jsonlines",
                    "application/ndjson",
                    "application/x-ndjson",
                    "application/json-seq" -> true;
            default -> withoutParameters(mediaType).endsWith("+json-seq");
        };
    }

    /**
     * The schemas of the body or of one item; several when an event may carry one of several kinds of JSON, none when there
     * is no schema.
     *
     * @param media the media type object, references followed
     */
    public static List<JsonPointer> of(Located media, String mediaType, JsonNode document) {
        boolean schema = isSchema(media.node().path("schema"));
        // the parts of a multipart body are items too; its schema, where there is one, describes all of them
        boolean items = isSequence(mediaType) || (isMultipart(mediaType) && !schema);
        if (!items || !isSchema(media.node().path("itemSchema"))) {
            if (schema && isSequence(mediaType)) {
                Optional<JsonPointer> item = ofArray(media.pointer().appendProperty("schema"), document);
                if (item.isPresent()) {
                    return List.of(item.get());
                }
            }
            return schema ? List.of(media.pointer().appendProperty("schema")) : List.of();
        }
        JsonPointer item = media.pointer().appendProperty("itemSchema");
        return withoutParameters(mediaType).equals(EVENTS) ? ofData(item, document) : List.of(item);
    }

    /** From OpenAPI 3.2 on, the schema of a sequence describes the array of its items. */
    private static Optional<JsonPointer> ofArray(JsonPointer schema, JsonNode document) {
        return document.path("openapi").asText("").startsWith("3.2")
                ? new ReferenceResolver(document)
                        .follow(schema)
                        .filter(array -> array.node().path("type").asText("").equals("array"))
                        .filter(array -> isSchema(array.node().path("items"))
                                && !array.node().has("prefixItems"))
                        .map(array -> array.pointer().appendProperty("items"))
                : Optional.empty();
    }

    private static List<JsonPointer> ofData(JsonPointer event, JsonNode document) {
        SchemaParts parts = new SchemaParts(document);
        List<JsonPointer> data = new ArrayList<>();
        for (Located part : parts.withBranches(List.of(event))) {
            if (part.node().path("properties").has("data")) {
                data.add(part.pointer().appendProperty("properties").appendProperty("data"));
            }
        }
        if (data.isEmpty()) {
            return List.of(event);
        }
        return parts.withBranches(data).stream()
                .filter(part -> isSchema(part.node().path("contentSchema")))
                .map(part -> part.pointer().appendProperty("contentSchema"))
                .toList();
    }

    public static boolean isMultipart(String mediaType) {
        return withoutParameters(mediaType).startsWith("multipart/");
    }

    private static boolean isSchema(JsonNode node) {
        return node.isObject() || node.isBoolean();
    }

    private static String withoutParameters(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
