package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.ModelAliases;

/** The model that was asked is the one that answers. */
final class IdentityModelEcho implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "identity.model-echo",
            Level.MUST,
            "the model that answers is the one that was asked, or an alias of it",
            "measured: an exact echo would be wrong for 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025), a version of the name asked is what comes; another size or family is another model",
            "a smaller model at the price of a larger one is the oldest trick of a router",
            "answer with the model that was asked for, or say with an error that it is not to be had");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        ModelAliases aliases = observed.dialect().aliases();
        String asked = StrictValues.textOrEmpty(observed.request().path("model"));
        Said said = completion.member("model");
        String answered = StrictValues.textOrEmpty(said.value());
        if (asked.isBlank() || answered.isBlank()) {
            return UNSAID;
        }
        if (!aliases.stated() || aliases.isRouter(asked)) {
            return FREE;
        }
        return aliases.same(asked, answered) || isFallback(observed.request(), aliases, answered)
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(said, "/model"),
                        StrictValues.quoted(asked) + " or an alias",
                        StrictValues.quoted(answered),
                        "another model than the one that was asked answers"));
    }

    /** Routers take {@code models}, to be tried in turn: https://openrouter.ai/docs/guides/routing/model-fallbacks. */
    private static boolean isFallback(JsonNode request, ModelAliases aliases, String answered) {
        for (JsonNode next : request.path("models")) {
            String asked = StrictValues.textOrEmpty(next);
            if (!asked.isBlank() && (aliases.isRouter(asked) || aliases.same(asked, answered))) {
                return true;
            }
        }
        return false;
    }

    private static final Result UNSAID = Result.notApplicable("the model of the request or of the answer is not said");
    private static final Result FREE = Result.notApplicable("a router, or a provider that answers under any name");
}
