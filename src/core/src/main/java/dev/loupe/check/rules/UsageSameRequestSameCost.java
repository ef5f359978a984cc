package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StatedCost;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.same-request-same-cost",
        level = Level.SHOULD,
        truth = "the same request with the same counts costs the same, streaming or not",
        source =
                "derived: a price is per token; routers may choose another upstream, so that only responses of one model and one upstream are compared, and cached tokens cost less, hence SHOULD",
        why = "streaming costs more than it should, and no report shows it",
        fix = "charge streams like other responses")
final class UsageSameRequestSameCost implements RunCheck<UsageSameRequestSameCost.Charge> {
    private static final int REMEMBERED = 100_000;

    /**
     * The cost of a response.
     *
     * @param request digest of the request without the stream options, of who responds, and of the counts
     */
    record Charge(long request, BigDecimal cost, FindingLocation at) {}

    @Override
    public @Nullable Charge factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || !observed.request().isObject()
                || observed.mayBeAbridged()
                || completion.failed()) {
            return null;
        }
        JsonField usage = completion.usage();
        StatedCost cost = StatedCost.of(usage.value());
        long tokens = usage.integer("completion_tokens");
        boolean cached =
                StrictValues.integer(usage.property("prompt_tokens_details").path("cached_tokens")) > 0;
        if (cost == null || tokens < 0 || cached) {
            return null;
        }
        // with the caller's own key at the upstream, the router charges its fee or nothing
        long key = JsonDigest.of(usage.property("is_byok"));
        long counts = (usage.integer("prompt_tokens") * 31 + tokens) * 31 + key;
        return new Charge(
                (observed.requestDigest() * 31 + observed.responderDigest(completion)) * 31 + counts,
                cost.dollars(),
                completion.at(usage, "/usage/" + cost.property()));
    }

    @Override
    public Class<Charge> factType() {
        return Charge.class;
    }

    @Override
    public Comparison<Charge> start() {
        return new FirstOccurrences<>(
                REMEMBERED,
                Charge::request,
                Result.notApplicable("the first occurrence of this request in the run"),
                UsageSameRequestSameCost::compared);
    }

    private static Result compared(Occurrence<Charge> first, Charge charge) {
        BigDecimal expected = first.fact().cost();
        BigDecimal slack = expected.abs().movePointLeft(2).add(BigDecimal.ONE.movePointLeft(6));
        return expected.subtract(charge.cost()).abs().compareTo(slack) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        charge.at(),
                        expected.toPlainString(),
                        charge.cost().toPlainString(),
                        "the cost is " + charge.cost().toPlainString() + ", but " + expected.toPlainString()
                                + " for the same request and counts in " + first.exchange()));
    }
}
