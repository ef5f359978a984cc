package dev.loupe.check.rules;

import dev.loupe.chat.GemmaPrompts;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

@CheckDescription(
        id = "usage.prompt-count-known",
        level = Level.SHOULD,
        truth = "prompt_tokens of a probe's prompt for a Gemma 3 model is what a documented way of counting yields",
        source =
                "the published tokenizer and chat template of Gemma 3, and the cookbook of OpenAI for the tokens of messages; a server may add instructions of its own, hence SHOULD",
        why = "callers cannot predict the cost of a prompt when no documented way of counting yields the count",
        fix = "count the tokens of the chat template, with the tokenizer of the model")
final class UsagePromptCountKnown implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        OptionalLong text = GemmaPrompts.tokens(observed.request());
        long counted = completion.usage().integer("prompt_tokens");
        // usage.prompt-counted reports a count of 0
        if (text.isEmpty() || counted < 1 || observed.mayBeAbridged() || completion.failed()) {
            return Result.notApplicable("the tokens of the prompt are not known");
        }
        Map<String, Long> ways = GemmaPrompts.waysOf(text.getAsLong());
        if (ways.containsValue(counted)) {
            return Result.passed();
        }
        String yields = ways.entrySet().stream()
                .map(way -> way.getKey() + " " + way.getValue())
                .collect(Collectors.joining(", "));
        return Result.violated(Violation.of(
                completion.at(completion.usage(), "/usage/prompt_tokens"),
                yields,
                Long.toString(counted),
                "prompt_tokens is " + counted + " for a prompt of " + text.getAsLong()
                        + " Gemma tokens, which no documented way of counting yields: " + yields));
    }
}
