package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.same-prompt-same-count",
        level = Level.SHOULD,
        truth = "prompt_tokens is the same for the same request, streaming or not",
        source =
                "derived: a tokenizer is deterministic; routers may choose another upstream, so that only responses of one model and one upstream are compared; templates may contain a date, hence SHOULD",
        why = "a prompt with two costs cannot be budgeted",
        fix = "count prompts with the same tokenizer everywhere")
final class UsageSamePromptSameCount implements RunCheck<UsageSamePromptSameCount.Cost> {
    private static final int REMEMBERED = 250_000;

    /**
     * The count of a prompt.
     *
     * @param request digest of the request without the stream options and of who responds
     */
    record Cost(long request, long tokens, FindingLocation at) {}

    @Override
    public @Nullable Cost factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || !observed.request().isObject()
                // samples in documentation are of different dates, between which the tokenizer may change
                || observed.mayBeAbridged()
                // what a web search finds is added to the prompt
                || observed.tools().serverTools()
                || completion.failed()
                || !completion.finished()) {
            return null;
        }
        long tokens = completion.usage().integer("prompt_tokens");
        if (tokens < 1) {
            return null;
        }
        return new Cost(
                observed.requestDigest() * 31 + observed.responderDigest(completion),
                tokens,
                completion.at(completion.usage(), "/usage/prompt_tokens"));
    }

    @Override
    public Class<Cost> factType() {
        return Cost.class;
    }

    @Override
    public Comparison<Cost> start() {
        return new FirstOccurrences<>(
                REMEMBERED,
                Cost::request,
                Result.notApplicable("the first occurrence of this request in the run"),
                UsageSamePromptSameCount::compared);
    }

    private static Result compared(Occurrence<Cost> first, Cost cost) {
        long expected = first.fact().tokens();
        return expected == cost.tokens()
                ? Result.passed()
                : Result.violated(Violation.of(
                        cost.at(),
                        Long.toString(expected),
                        Long.toString(cost.tokens()),
                        "prompt_tokens is " + cost.tokens() + ", but " + expected + " for the same request in "
                                + first.exchange()));
    }
}
