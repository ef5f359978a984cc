package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * The keywords of a schema that do not validate.
 *
 * @param defaultValue the default value; a missing node when there is none
 * @param description description and title
 * @param examples example and examples
 * @param extensions extensions, discriminator and the like
 * @param sunset the date after which it may be removed; empty when there is none
 */
public record Annotations(
        JsonNode defaultValue,
        String description,
        JsonNode examples,
        JsonNode extensions,
        boolean deprecated,
        String sunset) {
    public static final Annotations NONE = new Annotations(
            MissingNode.getInstance(), "", MissingNode.getInstance(), MissingNode.getInstance(), false, "");

    /** These annotations, with missing ones from the inner schema. */
    Annotations over(Annotations inner) {
        return new Annotations(
                defaultValue.isMissingNode() ? inner.defaultValue : defaultValue,
                description.isEmpty() ? inner.description : description,
                examples.isMissingNode() ? inner.examples : examples,
                extensions.isMissingNode() ? inner.extensions : extensions,
                deprecated || inner.deprecated,
                sunset.isEmpty() ? inner.sunset : sunset);
    }
}
