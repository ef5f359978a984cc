package dev.loupe.provider;

import dev.loupe.provider.ProviderProfile.Price;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * What a provider publishes about a model. Prices and limits change, so a judgement by them names the day.
 *
 * @param window how many tokens a prompt and its completion have at most
 * @param price its price
 * @param content the content parts that it accepts; empty when they are not published
 * @param asOf the day on which the source was read
 * @param source where it is published
 */
@API(status = API.Status.EXPERIMENTAL)
public record PublishedModel(
        OptionalLong window, Optional<Price> price, Set<ContentPart> content, LocalDate asOf, String source) {
    public PublishedModel {
        content = Set.copyOf(content);
    }

    /** The kinds of content parts. */
    public enum ContentPart {
        TEXT("text"),
        IMAGE("image_url"),
        AUDIO("input_audio"),
        VIDEO("video_url"),
        FILE("file");

        private final String type;

        ContentPart(String type) {
            this.type = type;
        }

        /** The kind of a part by its property {@code type}; empty when the type is not known. */
        public static Optional<ContentPart> of(String type) {
            for (ContentPart part : values()) {
                if (part.type.equals(type)) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        }
    }
}
