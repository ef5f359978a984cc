package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.ModelAliases;
import dev.loupe.provider.ModelNameWords;
import dev.loupe.text.UrlPath;

@CheckDescription(
        id = "identity.model-echo",
        level = Level.MUST,
        truth = "the response model is the requested model, or an alias of it",
        source =
                "measured: an exact comparison would fail for 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025), which have a version of the requested name; another size or family is another model; another tier or version of a family that is not known here, a draft model, or a closed model with quantized weights, is a SHOULD",
        why = "a smaller model at the price of a larger one is a known abuse of routers",
        fix = "respond with the requested model, or with an error when it is not available")
final class IdentityModelEcho implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        ModelAliases aliases = observed.dialect().aliases();
        String requested = StrictValues.textOrEmpty(observed.request().path("model"));
        JsonField field = completion.property("model");
        String responded = StrictValues.textOrEmpty(field.value());
        if (requested.isBlank() || responded.isBlank()) {
            return Result.notApplicable("the request or the response has no model");
        }
        if (aliases.echo() == ModelAliases.Echo.UNSTATED || aliases.isRouter(requested)) {
            return Result.notApplicable(
                    "the requested model is a router, or the provider profile has no model aliases");
        }
        if (aliases.echo() == ModelAliases.Echo.FAMILY
                && ModelNameWords.isOfAClosedFamily(requested)
                && UrlPath.isOnOwnNetwork(observed.exchange().request().url())) {
            return Result.notApplicable(
                    "a server on the own network accepts the name of a hosted model for the model that it serves");
        }
        if (requested.equals(responded) || isFallback(observed.request(), aliases, responded)) {
            return Result.passed();
        }
        Violation other = Violation.of(
                completion.at(field, "/model"),
                StrictValues.quoted(requested) + " or an alias",
                StrictValues.quoted(responded),
                "response model is " + responded + ", requested " + requested);
        if (!aliases.same(requested, responded)) {
            return Result.violated(other);
        }
        boolean lesser = ModelNameWords.isLesserVariant(requested, responded)
                && !UrlPath.isOnOwnNetwork(observed.exchange().request().url());
        return lesser || aliases.isLikelyAnother(requested, responded)
                ? Result.violated(other.atMost(Level.SHOULD))
                : Result.passed();
    }

    /**
     * Routers accept {@code models}, fallbacks in order: https://openrouter.ai/docs/guides/routing/model-fallbacks. Others accept names
     * with commas between them: https://docs.helicone.ai/gateway/provider-routing.
     */
    private static boolean isFallback(JsonNode request, ModelAliases aliases, String responded) {
        String[] listed = StrictValues.textOrEmpty(request.path("model")).split(",", 20);
        for (int i = 0; listed.length > 1 && i < listed.length; i++) {
            if (aliases.same(listed[i].strip(), responded)) {
                return true;
            }
        }
        for (JsonNode next : request.path("models")) {
            String requested = StrictValues.textOrEmpty(next);
            if (!requested.isBlank() && (aliases.isRouter(requested) || aliases.same(requested, responded))) {
                return true;
            }
        }
        return false;
    }
}
