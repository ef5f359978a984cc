package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a schema says that no validator looks at.
 *
 * @param standard the default value; a missing node when there is none
 * @param prose description and title
 * @param samples example and examples
 * @param extras extensions, discriminator and the like
 * @param sunset the date after which it may be gone; empty when not said
 */
public record Annotations(
        JsonNode standard, String prose, JsonNode samples, JsonNode extras, boolean deprecated, String sunset) {
    public static final Annotations NONE = new Annotations(
            MissingNode.getInstance(), "", MissingNode.getInstance(), MissingNode.getInstance(), false, "");

    /** What stands outside wins; what it does not say comes from inside. */
    Annotations over(Annotations inner) {
        return new Annotations(
                standard.isMissingNode() ? inner.standard : standard,
                prose.isEmpty() ? inner.prose : prose,
                samples.isMissingNode() ? inner.samples : samples,
                extras.isMissingNode() ? inner.extras : extras,
                deprecated || inner.deprecated,
                sunset.isEmpty() ? inner.sunset : sunset);
    }
}
