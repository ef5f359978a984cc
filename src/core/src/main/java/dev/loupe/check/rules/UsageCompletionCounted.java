package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.completion-counted",
        level = Level.MUST,
        truth = "completion_tokens is at least 1 for each choice that has text, tool calls or reasoning",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); no tokenizer encodes text as 0 tokens",
        why =
                "a response that counts nothing, or one choice of several, makes budgets, quotas and usage reports wrong; a check of the sum passes with 0 + 0 = 0",
        fix = "forward the counts of the upstream, or count with the tokenizer of the model")
final class UsageCompletionCounted implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long counted = usage.integer("completion_tokens");
        if (counted == StrictValues.NOT_AN_INTEGER) {
            return Result.notApplicable("completion_tokens is absent or not an integer");
        }
        if (completion.streamed() && (completion.failed() || !completion.finished())) {
            return Result.notApplicable("the stream did not finish");
        }
        boolean separate = observed.dialect().usage().reasoningSeparate();
        if (separate && completion.choices().stream().noneMatch(UsageCompletionCounted::hasTextOrCalls)) {
            return Result.notApplicable("the provider counts reasoning apart from completion_tokens");
        }
        String first = null;
        int outputs = 0;
        for (Choice choice : completion.choices()) {
            String what = separate && !hasTextOrCalls(choice) ? null : output(choice);
            first = first == null ? what : first;
            outputs += what == null ? 0 : 1;
        }
        if (first == null) {
            return Result.notApplicable("the response has no output");
        }
        if (completion.choices().size()
                != StrictValues.integer(observed.request().path("n"))) {
            outputs = 1; // another number of choices is the finding of message.choices-as-asked
        }
        // a negative count is the finding of usage.counts-are-whole
        return counted < 0 || counted >= outputs
                ? Result.passed()
                : Result.violated(Violation.of(
                                completion.at(usage, "/usage/completion_tokens"),
                                counted == 0 ? "more than 0" : "at least " + outputs,
                                Long.toString(counted),
                                counted == 0
                                        ? "completion_tokens is 0 but the response contains " + first
                                        : "completion_tokens is " + counted + " but " + outputs
                                                + " choices have output")
                        .atMost(completion.onlyLoads() ? Level.SHOULD : Level.MUST));
    }

    private static boolean hasTextOrCalls(Choice choice) {
        return choice.hasText() || !choice.toolCalls().isEmpty();
    }

    private static @Nullable String output(Choice choice) {
        if (choice.isFiltered()) {
            // a filter may replace the text with its own
            return null;
        }
        if (choice.content() != null && choice.hasText()) {
            return choice.content().length() + (choice.content().length() == 1 ? " character" : " characters")
                    + " of text";
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
