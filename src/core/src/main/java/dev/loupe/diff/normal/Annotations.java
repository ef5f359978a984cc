package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of a schema that do not validate.
 *
 * @param defaultValue the default value; a missing node when there is none
 * @param description description and title
 * @param examples example and examples
 * @param extensions extensions and the like
 * @param content the keywords about the content of a string; a missing node when there are none
 * @param discriminator null when there is none
 * @param sunset the date after which it may be removed; empty when there is none
 */
public record Annotations(
        JsonNode defaultValue,
        String description,
        JsonNode examples,
        JsonNode extensions,
        JsonNode content,
        @Nullable Discriminator discriminator,
        boolean deprecated,
        String sunset) {
    private static final Set<String> EXTENSIONS = Set.of("xml", "externalDocs");

    private static final Set<String> CONTENT = Set.of("contentMediaType", "contentEncoding", "contentSchema");

    public static final Annotations NONE = new Annotations(
            MissingNode.getInstance(),
            "",
            MissingNode.getInstance(),
            MissingNode.getInstance(),
            MissingNode.getInstance(),
            null,
            false,
            "");

    static Annotations of(JsonNode schema) {
        if (!schema.isObject()) {
            return NONE;
        }
        ObjectNode extensions = JsonNodeFactory.instance.objectNode();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode examples = JsonNodeFactory.instance.objectNode();
        for (var property : schema.properties()) {
            String name = property.getKey();
            if (name.equals("example") || name.equals("examples")) {
                examples.set(name, property.getValue());
            } else if (CONTENT.contains(name)) {
                content.set(name, property.getValue());
            } else if (EXTENSIONS.contains(name) || (name.startsWith("x-") && !name.equals("x-sunset"))) {
                extensions.set(name, property.getValue());
            }
        }
        String description = (schema.path("title").asText("") + "\n"
                        + schema.path("description").asText(""))
                .strip();
        return new Annotations(
                Keywords.canonical(schema.path("default")),
                description,
                examples.isEmpty() ? MissingNode.getInstance() : examples,
                extensions.isEmpty() ? MissingNode.getInstance() : extensions,
                content(schema, content).isEmpty() ? MissingNode.getInstance() : content,
                null,
                schema.path("deprecated").asBoolean(false),
                schema.path("x-sunset").asText(""));
    }

    /** OpenAPI 3.0 writes {@code contentEncoding: base64} as {@code format: byte}; bytes are the usual media type. */
    private static ObjectNode content(JsonNode schema, ObjectNode content) {
        if (!content.has("contentEncoding") && schema.path("format").asText("").equals("byte")) {
            content.put("contentEncoding", "base64");
        }
        String type = content.path("contentMediaType").asText("").toLowerCase(Locale.ROOT);
        if (type.equals("application/octet-stream")) {
            content.remove("contentMediaType");
        } else if (!type.isEmpty()) {
            content.put("contentMediaType", type);
        }
        return content;
    }

    Annotations withDiscriminator(JsonNode schema, ReferenceResolver references) {
        Discriminator own = Discriminator.of(schema, references);
        return own == null
                ? this
                : new Annotations(defaultValue, description, examples, extensions, content, own, deprecated, sunset);
    }

    /** These annotations, with missing ones from the inner schema. */
    Annotations over(Annotations inner) {
        if (inner.equals(NONE)) {
            return this;
        }
        return new Annotations(
                defaultValue.isMissingNode() ? inner.defaultValue : defaultValue,
                description.isEmpty() ? inner.description : description,
                examples.isMissingNode() ? inner.examples : examples,
                extensions.isMissingNode() ? inner.extensions : extensions,
                content.isMissingNode() ? inner.content : content,
                discriminator == null ? inner.discriminator : discriminator,
                deprecated || inner.deprecated,
                sunset.isEmpty() ? inner.sunset : sunset);
    }
}
