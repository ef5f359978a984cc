package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.completion;
import static dev.loupe.serve.fault.ResponseEdits.count;
import static dev.loupe.serve.fault.ResponseEdits.prompt;
import static dev.loupe.serve.fault.ResponseEdits.usage;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Faults of token counts and prices. */
final class UsageFaults {
    private UsageFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "usage.cached-above-prompt",
                        "counts more cached tokens than prompt tokens",
                        usage(usage ->
                                usage.putObject("prompt_tokens_details").put("cached_tokens", prompt(usage) + 1)),
                        "usage.cached-within-prompt"),
                Fault.response(
                        "usage.completion-not-counted",
                        "counts 0 completion tokens for a response with text",
                        usage(usage -> count(usage, prompt(usage), 0)),
                        "usage.completion-counted",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.cost-absurd",
                        "charges a million times the listed price",
                        (request, planned) -> charge(request, planned, 1_000_000),
                        "usage.cost-within-price",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.cost-negative",
                        "charges a negative cost",
                        (request, planned) -> charge(request, planned, -1),
                        "usage.cost-adds-up",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.cost-not-streamed",
                        "charges non-streaming responses ten times the listed price",
                        when(request -> !request.isStreaming(), (request, planned) -> charge(request, planned, 10)),
                        "usage.same-request-same-cost",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.cost-ten-times",
                        "charges ten times the listed price",
                        (request, planned) -> charge(request, planned, 10),
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.credits-doubled",
                        "charges twice the credits of the price in US dollars",
                        UsageFaults::doubleCredits,
                        "usage.credits-match-usd"),
                Fault.response(
                        "usage.detail-above-total",
                        "counts more reasoning tokens than completion tokens",
                        usage(usage -> usage.putObject("completion_tokens_details")
                                .put("reasoning_tokens", completion(usage) + 1)),
                        "usage.detail-within-total"),
                Fault.response(
                        "usage.four-more-prompt-tokens",
                        "counts four prompt tokens more than any documented way of counting",
                        usage(usage -> usage.put("prompt_tokens", prompt(usage) + 4)
                                .put("total_tokens", prompt(usage) + completion(usage))),
                        "usage.prompt-count-known"),
                Fault.response(
                        "usage.half-a-token",
                        "counts half a prompt token too many",
                        usage(usage -> usage.put("prompt_tokens", prompt(usage) + 0.5)
                                .put("total_tokens", prompt(usage) + completion(usage) + 0.5)),
                        "usage.counts-are-whole",
                        "schema.response-corrected"),
                Fault.response(
                        "usage.implausible",
                        "counts a thousand completion tokens too many in requests without a limit",
                        when(
                                request -> limit(request) == 0,
                                usage(usage -> count(usage, prompt(usage), completion(usage) + 1000))),
                        "usage.plausible-length",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.missing",
                        "omits the usage",
                        ResponseEdits.sequence(
                                ResponseEdits.json(root -> root.remove("usage")), ResponseEdits.events(events -> {
                                    events.removeIf(ResponseEdits::isUsage);
                                    return events;
                                })),
                        "usage.present",
                        "schema.response-corrected"),
                Fault.response(
                        "usage.one-above-limit",
                        "counts one completion token above the limit in responses that reach it",
                        when(request -> limit(request) > 1, usage((request, usage) -> {
                            if (completion(usage) == limit(request)) {
                                count(usage, prompt(usage), completion(usage) + 1);
                            }
                        })),
                        "usage.within-limit"),
                Fault.response(
                        "usage.prompt-beyond-window",
                        "counts 200,000 prompt tokens too many, more than the context window",
                        usage(usage -> count(usage, prompt(usage) + 200_000, completion(usage))),
                        "usage.within-window",
                        "usage.prompt-not-inflated",
                        "usage.prompt-count-known",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.prompt-inflated",
                        "counts 20,000 prompt tokens too many",
                        usage(usage -> count(usage, prompt(usage) + 20_000, completion(usage))),
                        "usage.prompt-not-inflated",
                        "usage.prompt-count-known",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.prompt-is-one-token",
                        "counts one prompt token",
                        usage(usage -> count(usage, 1, completion(usage))),
                        "usage.prompt-plausible",
                        "usage.prompt-count-known",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.prompt-not-counted",
                        "counts 0 prompt tokens",
                        usage(usage -> count(usage, 0, completion(usage))),
                        "usage.prompt-counted",
                        "usage.cost-matches-price"),
                Fault.response(
                        "usage.streams-count-more",
                        "counts one prompt token more in a stream than in a non-streaming response",
                        when(
                                IncomingRequest::isStreaming,
                                usage(usage -> count(usage, prompt(usage) + 1, completion(usage)))),
                        "usage.same-prompt-same-count"),
                Fault.response(
                        "usage.total-off-by-one",
                        "has a total of one token more than prompt and completion",
                        usage(usage -> usage.put("total_tokens", prompt(usage) + completion(usage) + 1)),
                        "usage.total-is-sum"));
    }

    /** The smaller of the two limits, 0 when there is none. */
    private static long limit(IncomingRequest request) {
        long tokens = request.property("max_tokens").asLong(Long.MAX_VALUE);
        long limit = Math.min(tokens, request.property("max_completion_tokens").asLong(Long.MAX_VALUE));
        return limit == Long.MAX_VALUE ? 0 : limit;
    }

    private static PlannedResponse charge(IncomingRequest request, PlannedResponse planned, int times) {
        return ResponseEdits.roots(root -> {
                    times(root.path("meta").path("usage"), "credits_used", times);
                    times(root.path("meta").path("usage"), "usd_spent", times);
                    times(root.path("usage"), "cost", times);
                    times(planned.headers(), "x-aimlapi-credits-used", times);
                    times(planned.headers(), "x-aimlapi-usd-spent", times);
                })
                .apply(request, planned);
    }

    private static PlannedResponse doubleCredits(IncomingRequest request, PlannedResponse planned) {
        return ResponseEdits.json(root -> {
                    times(root.path("meta").path("usage"), "credits_used", 2);
                    times(planned.headers(), "x-aimlapi-credits-used", 2);
                })
                .apply(request, planned);
    }

    private static void times(JsonNode in, String property, int factor) {
        if (in instanceof ObjectNode object && object.path(property).isNumber()) {
            object.put(property, object.path(property).decimalValue().multiply(BigDecimal.valueOf(factor)));
        }
    }

    private static void times(Map<String, String> headers, String name, int factor) {
        headers.computeIfPresent(name, (key, value) -> new BigDecimal(value)
                .multiply(BigDecimal.valueOf(factor))
                .toPlainString());
    }
}
