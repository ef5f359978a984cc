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

/** Faults of counting and of billing. */
final class UsageFaults {
    private UsageFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.answer(
                        "usage.cached-above-prompt",
                        "says that more prompt tokens were cached than there were",
                        usage(usage ->
                                usage.putObject("prompt_tokens_details").put("cached_tokens", prompt(usage) + 1)),
                        "usage.cached-within-prompt"),
                Fault.answer(
                        "usage.completion-not-counted",
                        "says 0 completion tokens beside a text",
                        usage(usage -> count(usage, prompt(usage), 0)),
                        "usage.completion-counted",
                        "usage.cost-matches-price"),
                Fault.answer(
                        "usage.cost-ten-times",
                        "charges ten times the listed price",
                        UsageFaults::chargeTenTimes,
                        "usage.cost-matches-price"),
                Fault.answer(
                        "usage.credits-doubled",
                        "charges twice the credits that the dollars are worth",
                        UsageFaults::doubleCredits,
                        "usage.credits-match-usd"),
                Fault.answer(
                        "usage.detail-above-total",
                        "says more reasoning tokens than completion tokens",
                        usage(usage -> usage.putObject("completion_tokens_details")
                                .put("reasoning_tokens", completion(usage) + 1)),
                        "usage.detail-within-total"),
                Fault.answer(
                        "usage.half-a-token",
                        "counts half a prompt token too many",
                        usage(usage -> usage.put("prompt_tokens", prompt(usage) + 0.5)
                                .put("total_tokens", prompt(usage) + completion(usage) + 0.5)),
                        "usage.counts-are-whole",
                        "schema.response-corrected"),
                Fault.answer(
                        "usage.implausible",
                        "counts a thousand completion tokens more than were written, where no limit was set",
                        when(
                                asked -> limit(asked) == 0,
                                usage(usage -> count(usage, prompt(usage), completion(usage) + 1000))),
                        "usage.plausible-length",
                        "usage.cost-matches-price"),
                Fault.answer(
                        "usage.missing",
                        "leaves the usage out",
                        ResponseEdits.inTurn(
                                ResponseEdits.json(root -> root.remove("usage")), ResponseEdits.events(events -> {
                                    events.removeIf(ResponseEdits::isUsage);
                                    return events;
                                })),
                        "usage.present",
                        "schema.response-corrected"),
                Fault.answer(
                        "usage.one-above-limit",
                        "counts one completion token more than the limit where an answer was cut at it",
                        when(asked -> limit(asked) > 1, usage((asked, usage) -> {
                            if (completion(usage) == limit(asked)) {
                                count(usage, prompt(usage), completion(usage) + 1);
                            }
                        })),
                        "usage.within-limit"),
                Fault.answer(
                        "usage.prompt-not-counted",
                        "says 0 prompt tokens",
                        usage(usage -> count(usage, 0, completion(usage))),
                        "usage.prompt-counted",
                        "usage.cost-matches-price"),
                Fault.answer(
                        "usage.streams-count-more",
                        "counts one prompt token more in a stream than in one piece",
                        when(
                                IncomingRequest::wantsStream,
                                usage(usage -> count(usage, prompt(usage) + 1, completion(usage)))),
                        "usage.same-prompt-same-count"),
                Fault.answer(
                        "usage.total-off-by-one",
                        "says one token more in total than prompt and completion together",
                        usage(usage -> usage.put("total_tokens", prompt(usage) + completion(usage) + 1)),
                        "usage.total-is-sum"));
    }

    /** The smaller of the two limits, 0 when there is none. */
    private static long limit(IncomingRequest asked) {
        long most = asked.member("max_tokens").asLong(Long.MAX_VALUE);
        long least = Math.min(most, asked.member("max_completion_tokens").asLong(Long.MAX_VALUE));
        return least == Long.MAX_VALUE ? 0 : least;
    }

    private static PlannedResponse chargeTenTimes(IncomingRequest asked, PlannedResponse planned) {
        return ResponseEdits.roots(root -> {
                    times(root.path("meta").path("usage"), "credits_used", 10);
                    times(root.path("meta").path("usage"), "usd_spent", 10);
                    times(root.path("usage"), "cost", 10);
                    times(planned.headers(), "x-aimlapi-credits-used", 10);
                    times(planned.headers(), "x-aimlapi-usd-spent", 10);
                })
                .apply(asked, planned);
    }

    private static PlannedResponse doubleCredits(IncomingRequest asked, PlannedResponse planned) {
        return ResponseEdits.json(root -> {
                    times(root.path("meta").path("usage"), "credits_used", 2);
                    times(planned.headers(), "x-aimlapi-credits-used", 2);
                })
                .apply(asked, planned);
    }

    private static void times(JsonNode in, String member, int factor) {
        if (in instanceof ObjectNode object && object.path(member).isNumber()) {
            object.put(member, object.path(member).decimalValue().multiply(BigDecimal.valueOf(factor)));
        }
    }

    private static void times(Map<String, String> headers, String name, int factor) {
        headers.computeIfPresent(name, (key, value) -> new BigDecimal(value)
                .multiply(BigDecimal.valueOf(factor))
                .toPlainString());
    }
}
