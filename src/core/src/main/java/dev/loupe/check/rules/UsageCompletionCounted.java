package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
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

/** What was generated was counted. */
final class UsageCompletionCounted implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.completion-counted",
            Level.MUST,
            "an answer with text, tool calls or reasoning counts completion tokens",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); no tokenizer makes text of no tokens",
            "an answer that says it cost nothing breaks budgets, quotas and every report built on usage; 0 + 0 = 0 passes a check of the sum",
            "pass on the counts of the upstream, or count with the tokenizer of the model");

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
        if (counted == StrictValues.NOT_WHOLE) {
            return NO_COUNT;
        }
        if (completion.streamed() && (completion.failed() || !completion.finished())) {
            return UNFINISHED;
        }
        for (Choice choice : completion.choices()) {
            String what = output(choice);
            if (what != null) {
                return counted != 0
                        ? Result.passed()
                        : Result.violated(Violation.of(
                                completion.at(usage, "/usage/completion_tokens"),
                                "more than 0",
                                "0",
                                "the answer has " + what + ", and no completion token is counted"));
            }
        }
        return NO_OUTPUT;
    }

    private static final Result NO_COUNT = Result.notApplicable("completion_tokens is absent or not a whole number");
    private static final Result UNFINISHED = Result.notApplicable("the stream did not finish");
    private static final Result NO_OUTPUT = Result.notApplicable("nothing was generated");

    private static @Nullable String output(Choice choice) {
        if (choice.isFiltered()) {
            // a filter may put its own words there
            return null;
        }
        if (choice.content() != null && choice.hasText()) {
            return "text (" + choice.content().length() + " characters)";
        }
        if (choice.hasRefusal()) {
            return "a refusal";
        }
        if (!choice.toolCalls().isEmpty()) {
            return "a tool call";
        }
        return choice.reasoning().isEmpty() ? null : "reasoning";
    }
}
