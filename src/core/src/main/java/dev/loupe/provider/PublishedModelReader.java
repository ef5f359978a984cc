package dev.loupe.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import dev.loupe.provider.PublishedModel.ContentPart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the section of a profile about the published models. */
record PublishedModelReader(ProfileProperties yaml) {
    private static final String SECTION = "published-models";

    Map<String, PublishedModel> read(JsonNode root) throws BadProvider {
        JsonNode section = root.path(SECTION);
        if (!section.isObject() && !section.isMissingNode()) {
            throw yaml.bad(SECTION, "must be a mapping");
        }
        Map<String, PublishedModel> models = new HashMap<>();
        for (String name : ProfileProperties.names(section)) {
            models.put(name, model(section.path(name), SECTION + "/" + name));
        }
        return Map.copyOf(models);
    }

    private PublishedModel model(JsonNode model, String at) throws BadProvider {
        yaml.known(model, at, "window", "price", "content", "as-of", "source");
        Set<ContentPart> content = EnumSet.noneOf(ContentPart.class);
        for (String kind : yaml.words(model, "content")) {
            content.add(yaml.oneOf(kind, at + "/content", ContentPart.class));
        }
        String source = yaml.text(model, "source", "");
        if (source.isEmpty()) {
            throw yaml.bad(at + "/source", "is required: where the values are published");
        }
        return new PublishedModel(
                window(model.path("window"), at), price(model.path("price"), at), content, day(model, at), source);
    }

    private OptionalLong window(JsonNode window, String at) throws BadProvider {
        if (window.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!window.canConvertToLong() || window.longValue() < 1) {
            throw yaml.bad(at + "/window", "must be a positive integer");
        }
        return OptionalLong.of(window.longValue());
    }

    private Optional<Price> price(JsonNode price, String at) throws BadProvider {
        if (price.isMissingNode()) {
            return Optional.empty();
        }
        yaml.known(price, at + "/price", "input", "output");
        return Optional.of(new Price(amount(price, at, "input"), amount(price, at, "output")));
    }

    private BigDecimal amount(JsonNode price, String at, String property) throws BadProvider {
        JsonNode amount = price.path(property);
        if (!amount.isNumber() || amount.decimalValue().signum() < 0) {
            throw yaml.bad(
                    at + "/price/" + property,
                    "must be US dollars for a million tokens, such as 0.02, and not negative");
        }
        return amount.decimalValue();
    }

    private LocalDate day(JsonNode model, String at) throws BadProvider {
        try {
            return LocalDate.parse(yaml.text(model, "as-of", ""));
        } catch (DateTimeParseException notADate) {
            throw yaml.bad(at + "/as-of", "must be the day on which the source was read, such as 2026-03-01");
        }
    }
}
