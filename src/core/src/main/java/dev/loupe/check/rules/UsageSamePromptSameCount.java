package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same request costs the same prompt. */
final class UsageSamePromptSameCount implements RunCheck<UsageSamePromptSameCount.Cost> {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.same-prompt-same-count",
            Level.SHOULD,
            "the same request counts the same prompt_tokens each time, streamed or not",
            "derived: a tokenizer is a function; routers may choose another upstream, so that only answers by one model of one upstream are compared, and templates may hold a date, hence SHOULD",
            "two prices for one prompt: budgets cannot be planned",
            "count prompts with one tokenizer on every path");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    private static final int REMEMBERED = 250_000;

    /**
     * What a prompt cost.
     *
     * @param request digest of the request without what does not change the prompt, and of who answered
     */
    record Cost(long request, long tokens, FindingLocation at) {}

    @Override
    public @Nullable Cost factOf(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)
                || !observed.request().isObject()
                // samples of a page are years apart, and what counts is no longer what counted
                || observed.mayBeShortened()
                || completion.failed()
                || !completion.finished()) {
            return null;
        }
        long tokens = completion.usage().whole("prompt_tokens");
        if (tokens < 1) {
            return null;
        }
        long who = JsonDigest.of(completion.member("model").value()) * 31
                + JsonDigest.of(completion.member("provider").value());
        return new Cost(
                observed.requestDigest() * 31 + who, tokens, completion.at(completion.usage(), "/usage/prompt_tokens"));
    }

    @Override
    public Comparison<Cost> start() {
        Map<Long, First> seen = new HashMap<>();
        return (exchange, cost) -> {
            First first = seen.get(cost.request());
            if (first == null) {
                if (seen.size() < REMEMBERED) {
                    seen.put(cost.request(), new First(exchange, cost.tokens()));
                }
                return ONCE;
            }
            return first.tokens() == cost.tokens()
                    ? Result.passed()
                    : Result.violated(Violation.of(
                            cost.at(),
                            Long.toString(first.tokens()),
                            Long.toString(cost.tokens()),
                            "the same request counted otherwise in " + first.exchange()));
        };
    }

    private static final Result ONCE = Result.notApplicable("the first request of its kind in this run");

    private record First(Exchange.Id exchange, long tokens) {}
}
