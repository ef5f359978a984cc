package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.PublishedModel;
import java.util.List;
import java.util.OptionalLong;

@CheckDescription(
        id = "message.length-means-limit",
        level = Level.SHOULD,
        truth = "finish_reason length means that the limit of the request is reached or the context window is full",
        source =
                "the API reference: length if the maximum number of tokens specified in the request was reached; measured: 115 of 115 responses of some 10 providers with a limit in the request reach it, up to one token; without one the provider may have a default of its own (INFO)",
        why = "a response truncated at an undocumented limit is unexpected for its caller",
        fix = "document the limit that applies, and generate up to the limit of the request")
final class MessageLengthMeansLimit implements CompletionCheck {
    /** The smallest context window in use, where the provider profile states none. */
    private static final long SMALLEST_WINDOW = 8_000;

    /** The same where the request has a limit: servers on the own network often have small windows. */
    private static final long SMALLEST_LOCAL_WINDOW = 2_000;

    /** The smallest output limit in use. */
    static final long SMALLEST_OUTPUT_LIMIT = 4_000;

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        boolean truncated = false;
        for (Choice choice : completion.choices()) {
            truncated |= choice.finishReason().equals("length");
        }
        if (!truncated) {
            return Result.notApplicable("no finish_reason is length");
        }
        JsonField usage = completion.usage();
        long counted = usage.integer("completion_tokens");
        Limits limits = Limits.of(observed.request());
        if (limits.present() && !isBelow(limits, counted, observed, completion)) {
            return Result.passed();
        }
        long total = usage.integer("total_tokens");
        PublishedModel model = observed.publishedModel().orElse(null);
        OptionalLong window = model == null ? OptionalLong.empty() : model.window();
        if (window.isPresent() && total >= window.getAsLong()) {
            return Result.passed();
        }
        boolean mayBeFull = window.isEmpty() && total >= (limits.present() ? SMALLEST_LOCAL_WINDOW : SMALLEST_WINDOW);
        boolean unknown = !observed.request().isObject() || counted == StrictValues.NOT_AN_INTEGER;
        return unknown || mayBeFull || counted >= SMALLEST_OUTPUT_LIMIT
                ? UNKNOWN
                : violated(completion, counted, limits, model != null && window.isPresent() ? window(model) : "");
    }

    /** The limits of a request: {@code max_tokens} and {@code max_completion_tokens}. */
    private record Limits(boolean present, long lowest) {
        static Limits of(JsonNode request) {
            boolean present = false;
            long lowest = Long.MAX_VALUE;
            for (String property : LIMITS) {
                if (StrictValues.isPresent(request.path(property))) {
                    present = true;
                    // a limit that is no number may be any
                    lowest = Math.min(lowest, StrictValues.integer(request.path(property)));
                }
            }
            return new Limits(present, lowest);
        }
    }

    /**
     * One token less is not below: the last one may be the end of the text, or an incomplete character. A count of 0 is the finding
     * of usage.completion-counted.
     */
    private static boolean isBelow(Limits limits, long counted, ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        boolean uncounted = usage.integer("total_tokens") - Math.max(0, usage.integer("prompt_tokens")) > counted;
        boolean hidden = counted < 1
                || uncounted
                || observed.dialect().usage().reasoningSeparate()
                || completion.choices().stream()
                        .anyMatch(choice ->
                                !choice.reasoning().isEmpty() || choice.output().other());
        return !hidden && counted + 1 < limits.lowest();
    }

    private static String window(PublishedModel model) {
        return ", and the context window is " + model.window().orElseThrow() + " tokens (" + model.asOf() + ")";
    }

    private static Result violated(ParsedCompletion completion, long counted, Limits limits, String window) {
        String limit = limits.present() ? "the limit of the request is " + limits.lowest() : "the request has no limit";
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().equals("length")) {
                Violation violation = Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "a limit in the request that is reached, or a full context window",
                        "neither, after " + counted + " tokens",
                        "finish_reason is length after " + counted + " tokens, and " + limit + window);
                return Result.violated(limits.present() ? violation : violation.atMost(Level.INFO));
            }
        }
        return UNKNOWN;
    }

    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");
    private static final Result UNKNOWN = Result.notApplicable("the context window may be full");
}
