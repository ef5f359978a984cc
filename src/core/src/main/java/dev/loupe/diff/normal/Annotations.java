package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.openapi.ReferenceResolver;
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
    public static final Annotations NONE = new Annotations(
            MissingNode.getInstance(),
            "",
            MissingNode.getInstance(),
            MissingNode.getInstance(),
            MissingNode.getInstance(),
            null,
            false,
            "");

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
