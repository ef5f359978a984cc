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
import java.math.BigDecimal;
import java.util.Map;

@CheckDescription(
        id = "usage.cost-adds-up",
        level = Level.SHOULD,
        truth = "a cost in usage is a number of 0 or more, and agrees with the parts that the response states",
        source =
                "derived: arithmetic within one response; OpenRouter documents cost and cost_details, Perplexity the parts of its cost; rounding and fees, hence SHOULD",
        why = "a caller that checks what it pays cannot explain the amount",
        fix = "compute the total from the parts that are sent")
final class UsageCostAddsUp implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        JsonNode cost = usage.property("cost");
        if (!StrictValues.isPresent(cost)) {
            return NO_COST;
        }
        BigDecimal amount = StrictValues.decimal(cost.isObject() ? cost.path("total_cost") : cost);
        String at = cost.isObject() ? "/usage/cost/total_cost" : "/usage/cost";
        if (cost.isObject() && !cost.has("total_cost")) {
            return NO_COST;
        }
        if (amount == null || amount.signum() < 0) {
            return wrong(completion, at, "a number of 0 or more", cost);
        }
        return cost.isObject() ? parts(completion, at, cost, amount) : details(completion, usage, amount);
    }

    /** The fee for a search or another tool is a few cents. */
    private static final BigDecimal FEE = BigDecimal.ONE.movePointLeft(1);

    private static final Result NO_COST = Result.notApplicable("the response states no cost in usage");

    private static final Result NO_PARTS = Result.notApplicable("the response states a cost without its parts");

    private static Result wrong(ParsedCompletion completion, String at, String expected, JsonNode actual) {
        return Result.violated(Violation.of(
                completion.at(completion.usage(), at),
                expected,
                StrictValues.shown(actual),
                "the cost is " + StrictValues.shown(actual) + ", expected " + expected));
    }

    /** An object with a total and its parts. */
    private static Result parts(ParsedCompletion completion, String at, JsonNode cost, BigDecimal total) {
        BigDecimal sum = null;
        for (Map.Entry<String, JsonNode> part : cost.properties()) {
            BigDecimal value = StrictValues.decimal(part.getValue());
            if (value != null && !part.getKey().equals("total_cost")) {
                sum = sum == null ? value : sum.add(value);
            }
        }
        if (sum == null) {
            return NO_PARTS;
        }
        return agree(total, sum)
                ? Result.passed()
                : wrong(completion, at, "the sum of its parts, " + sum.toPlainString(), cost.path("total_cost"));
    }

    /** OpenRouter's parts: what the upstream charges for the prompt and the completion, and their sum. */
    private static Result details(ParsedCompletion completion, JsonField usage, BigDecimal cost) {
        JsonNode details = usage.property("cost_details");
        BigDecimal prompt = StrictValues.decimal(details.path("upstream_inference_prompt_cost"));
        BigDecimal generated = StrictValues.decimal(details.path("upstream_inference_completions_cost"));
        BigDecimal upstream = StrictValues.decimal(details.path("upstream_inference_cost"));
        if (prompt == null || generated == null || StrictValues.isTrue(usage.property("is_byok"))) {
            return Result.passed();
        }
        BigDecimal sum = prompt.add(generated);
        boolean fee = upstream != null && upstream.compareTo(sum) > 0 && upstream.compareTo(sum.add(FEE)) <= 0;
        if (upstream != null && !fee && !agree(upstream, sum)) {
            return wrong(
                    completion,
                    "/usage/cost_details/upstream_inference_cost",
                    "the sum of its parts, " + sum.toPlainString(),
                    details.path("upstream_inference_cost"));
        }
        // fees, discounts of a cache and a web search are in one of the two only
        return cost.signum() > 0
                        && sum.signum() > 0
                        && cost.compareTo(sum.movePointRight(1).add(FEE)) > 0
                ? wrong(
                        completion,
                        "/usage/cost",
                        "at most ten times the cost of the upstream and a fee, " + sum.toPlainString(),
                        usage.property("cost"))
                : Result.passed();
    }

    /** Within 5 percent and a millionth of a dollar. */
    private static boolean agree(BigDecimal one, BigDecimal other) {
        BigDecimal slack = other.abs().multiply(new BigDecimal("0.05")).add(BigDecimal.ONE.movePointLeft(6));
        return one.subtract(other).abs().compareTo(slack) <= 0;
    }
}
