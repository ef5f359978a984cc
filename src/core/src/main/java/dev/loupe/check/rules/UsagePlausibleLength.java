package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import org.jspecify.annotations.Nullable;

/** The count fits the length of what was generated. */
final class UsagePlausibleLength implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.plausible-length",
            Level.INFO,
            "completion_tokens is neither more than the bytes of the output plus 16 nor fewer than a 48th of them",
            "derived: a byte-level tokenizer makes at most one token of a byte, and no vocabulary in use has tokens of 48 bytes on average; counters weighted by price exist, hence INFO",
            "a count that no tokenizer can make is a price in disguise, or somebody else's count",
            "count tokens, and put prices where prices belong");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        Said usage = completion.usage();
        long counted = usage.whole("completion_tokens");
        if (counted < 1 || completion.choices().isEmpty()) {
            return NO_COUNT;
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
            long bytes = bytes(choice.content()) + bytes(choice.refusal()) + 16;
            for (ToolCall call : choice.toolCalls()) {
                bytes += bytes(call.name()) + bytes(call.arguments()) + 16;
            }
            visible += bytes;
            shown += bytes + bytes(choice.reasoning());
        }
        JsonNode details = usage.member("completion_tokens_details");
        long reasoning = Math.max(0, StrictValues.whole(details.path("reasoning_tokens")));
        long rejected = Math.max(0, StrictValues.whole(details.path("rejected_prediction_tokens")));
        if (shown == visible) {
            counted = Math.max(0, counted - reasoning);
        }
        counted = Math.max(0, counted - rejected);
        if (counted > shown) {
            return Result.violated(Violation.of(
                    completion.at(usage, "/usage/completion_tokens"),
                    "at most " + shown,
                    Long.toString(counted),
                    "more tokens than bytes of output: no tokenizer counts so"));
        }
        long least = (visible - 16L * completion.choices().size()) / 48;
        long all = usage.whole("completion_tokens");
        return all >= least
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/completion_tokens"),
                        "at least " + least,
                        Long.toString(all),
                        "fewer tokens than a 48th of the bytes of output: no tokenizer counts so"));
    }

    private static final Result NO_COUNT = Result.notApplicable("no completion tokens are counted");
    private static final Result HIDDEN = Result.notApplicable("not all that was generated is shown");

    /** Bytes in UTF-8, without making them. */
    private static long bytes(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // half of a surrogate pair is half of four bytes
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
