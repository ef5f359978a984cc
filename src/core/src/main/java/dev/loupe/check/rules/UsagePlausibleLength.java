package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.Utf8Length;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.plausible-length",
        level = Level.SHOULD,
        truth =
                "completion_tokens is at most the bytes of the output plus 32, and at least a 48th of them; in the response to a probe at least half of its words, of several choices all of them",
        source =
                "derived: a byte-level tokenizer makes at most one token per byte (some providers count weighted tokens, and recordings have invented counts, hence INFO except for too few tokens in a response to a probe), no vocabulary in use averages 48 bytes per token, and a token holds at most one word; measured: at least one token per word in 1,535 of 1,535 responses of 30 vendors",
        why = "an impossible count is weighted by price, belongs to another response, or leaves out a part of this one",
        fix = "count tokens, and report costs separately")
final class UsagePlausibleLength implements CompletionCheck {
    /** Tokens of the chat template around a message or a call, which no response shows; gpt-oss needs most. */
    private static final long TEMPLATE = 32;

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long counted = usage.integer("completion_tokens");
        if (counted < 1 || completion.choices().isEmpty()) {
            return Result.notApplicable("completion_tokens is absent or 0");
        }
        if (completion.streamed() && (completion.failed() || !completion.finished())) {
            return HIDDEN;
        }
        long visible = 0;
        long shown = 0;
        for (Choice choice : completion.choices()) {
            if (choice.output().other() || choice.isFiltered()) {
                return HIDDEN;
            }
            long bytes = bytes(choice.content()) + bytes(choice.refusal()) + TEMPLATE;
            for (ToolCall call : choice.toolCalls()) {
                bytes += bytes(call.name()) + bytes(call.arguments()) + TEMPLATE;
            }
            visible += bytes;
            shown += bytes + bytes(choice.reasoning());
        }
        JsonNode details = usage.property("completion_tokens_details");
        long reasoning = Math.max(0, StrictValues.integer(details.path("reasoning_tokens")));
        long rejected = Math.max(0, StrictValues.integer(details.path("rejected_prediction_tokens")));
        if (shown == visible) {
            counted = Math.max(0, counted - reasoning);
        }
        counted = Math.max(0, counted - rejected);
        if (counted > shown && !observed.dialect().usage().templateTokensCounted()) {
            return Result.violated(Violation.of(
                            completion.at(usage, "/usage/completion_tokens"),
                            "at most " + shown,
                            Long.toString(counted),
                            "completion_tokens is " + counted + " (maximum is " + shown
                                    + ", one per byte of output plus 32)")
                    .atMost(Level.INFO));
        }
        return atLeast(
                observed, completion, visible - TEMPLATE * completion.choices().size());
    }

    private static Result atLeast(ParsedExchange observed, ParsedCompletion completion, long bytes) {
        int choices = completion.choices().size();
        long counted = completion.usage().integer("completion_tokens");
        boolean probe = choices == 1 && isProbe(observed);
        // another number of choices is the finding of message.choices-as-asked
        boolean several = choices > 1
                && choices == StrictValues.integer(observed.request().path("n"));
        long words = probe || several ? words(completion) : 0;
        if (probe && 2 * counted < words) {
            String message = " for " + words + " words, and a token holds at most one";
            return tooFew(observed, completion, counted, Math.ceilDiv(words, 2), message);
        }
        // fewer than the choices is the finding of usage.completion-counted
        if (several && counted >= choices && counted < words) {
            String message = " for " + words + " words in " + choices + " choices: not all choices are counted";
            return tooFew(observed, completion, counted, words, message);
        }
        long least = bytes / 48;
        return counted >= least
                ? Result.passed()
                : tooFew(
                        observed,
                        completion,
                        counted,
                        least,
                        " for " + bytes + " bytes of output, expected at least " + least);
    }

    private static boolean isProbe(ParsedExchange observed) {
        return observed.exchange().probed() != null;
    }

    private static Result tooFew(
            ParsedExchange observed, ParsedCompletion completion, long counted, long least, String message) {
        return Result.violated(Violation.of(
                        completion.at(completion.usage(), "/usage/completion_tokens"),
                        "at least " + least,
                        Long.toString(counted),
                        "completion_tokens is " + counted + message)
                .atMost(isProbe(observed) ? Level.SHOULD : Level.INFO));
    }

    private static final Result HIDDEN = Result.notApplicable("part of the output is not visible");

    private static long words(ParsedCompletion completion) {
        return completion.choices().stream()
                .mapToLong(choice -> words(choice.content()))
                .sum();
    }

    /** Runs of characters without white space that contain a letter or a digit. */
    private static long words(@Nullable String text) {
        long words = 0;
        boolean inside = false;
        for (int i = 0; text != null && i < text.length(); i++) {
            boolean starts = !inside && Character.isLetterOrDigit(text.charAt(i));
            words += starts ? 1 : 0;
            inside = (inside || starts) && !Character.isWhitespace(text.charAt(i));
        }
        return words;
    }

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : Utf8Length.of(text);
    }
}
