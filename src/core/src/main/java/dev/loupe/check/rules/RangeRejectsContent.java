package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.PublishedModel;
import dev.loupe.provider.PublishedModel.ContentPart;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

@CheckDescription(
        id = "range.rejects-content",
        level = Level.SHOULD,
        truth =
                "a request with a content part that the provider publishes as not accepted by the model receives no completion",
        source =
                "the content parts in the provider profile (providers/*.yaml) with their source and day; models change, hence SHOULD",
        why = "the response is about a picture or a sound that the model never received",
        fix = "reject the content part with status 400; if the model accepts it, correct providers/*.yaml")
final class RangeRejectsContent implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        PublishedModel model = observed.publishedModel().orElse(null);
        if (model == null || model.content().isEmpty()) {
            return Result.notApplicable("the accepted content parts are not published");
        }
        int message = 0;
        for (JsonNode each : observed.request().path("messages")) {
            for (JsonNode part : each.path("content")) {
                String type = StrictValues.textOrEmpty(part.path("type"));
                if (ContentPart.of(type)
                        .filter(kind -> !model.content().contains(kind))
                        .isPresent()) {
                    return judge(observed, model, type, message);
                }
            }
            message++;
        }
        return Result.notApplicable("the request has no other content parts");
    }

    private static Result judge(ParsedExchange observed, PublishedModel model, String type, int message) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.status() >= 400 && observed.status() < 500 ? Result.passed() : observed.noCompletion();
        }
        return completion.failed()
                ? Result.passed()
                : Result.violated(Violation.of(
                        ParsedCompletion.at(0, "/choices"),
                        "an error",
                        "a completion",
                        "message " + message + " of the request has a part of type " + type
                                + ", and the model accepts only " + words(model.content()) + " (" + model.asOf()
                                + ")"));
    }

    private static String words(Set<ContentPart> content) {
        return new TreeSet<>(content)
                .stream().map(part -> part.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }
}
