package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.no-think-block",
        level = Level.SHOULD,
        truth = "the text contains no think tags that the prompt does not contain",
        source =
                "derived: servers that support reasoning return it in a property of its own; a caller may run a reasoning model without a parser, hence SHOULD",
        why = "the user sees the reasoning, and callers that parse the text fail",
        fix = "parse the reasoning of the model and send it in reasoning_content, or remove it")
final class MessageNoThinkBlock implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        String model = StrictValues.textOrEmpty(observed.request().path("model"));
        if (observed.dialect().responses().reasoningInText().stream().anyMatch(model::contains)) {
            return Result.notApplicable("the provider documents that the text begins with the reasoning");
        }
        // Groq, in its documentation of reasoning: raw includes the reasoning in think tags in the text
        if (StrictValues.textOrEmpty(observed.request().path("reasoning_format"))
                .equals("raw")) {
            return Result.notApplicable("the request requires the reasoning in the text");
        }
        return PerChoice.judge(
                completion,
                Choice::hasText,
                (choice, text) -> tag(observed, choice, text),
                Result.notApplicable("the response has no text"));
    }

    private static @Nullable Violation tag(ParsedExchange observed, Choice choice, String text) {
        String shown = QuotedText.withoutCode(text);
        for (String tag : TAGS) {
            // a prompt about the tag that opens it is about the pair
            if (shown.contains(tag)
                    && !PromptText.contains(observed.request(), tag)
                    && !PromptText.contains(observed.request(), tag.replace("/", ""))) {
                return Violation.of(
                        choice.at("/content"),
                        "no reasoning in the text",
                        StrictValues.quoted(tag),
                        "the text contains " + StrictValues.quoted(tag) + " at character " + text.indexOf(tag));
            }
        }
        if (CHANNELS.matcher(shown).lookingAt() && !PromptText.contains(observed.request(), "assistantfinal")) {
            return Violation.of(
                    choice.at("/content"),
                    "no reasoning in the text",
                    "analysis ... assistantfinal",
                    "the text begins with the names and the content of channels of reasoning");
        }
        String start = shown.stripLeading();
        for (String name : OPENING) {
            if (start.startsWith("<" + name + ">")
                    && start.contains("</" + name + ">")
                    && !PromptText.contains(observed.request(), name)) {
                String tag = "<" + name + ">";
                return Violation.of(
                        choice.at("/content"),
                        "no reasoning in the text",
                        StrictValues.quoted(tag),
                        "the text begins with a block of " + StrictValues.quoted(tag));
            }
        }
        return null;
    }

    /** Tags of reasoning that are words of other markup as well: only a block at the beginning is reasoning. */
    private static final List<String> OPENING = List.of("thinking", "reasoning", "thought", "seed:think");

    private static final List<String> TAGS = List.of(
            "<think>",
            "</think>",
            "<THINK>",
            "</THINK>",
            "&lt;think&gt;",
            "< think >",
            "<antThinking>",
            "[THINK]",
            "[/THINK]",
            "\u25c1think\u25b7",
            "\u25c1/think\u25b7");

    /** The channels of gpt-oss, when the tokens between them are removed. */
    private static final Pattern CHANNELS =
            Pattern.compile("\\s*(?:assistant)?(?:analysis|commentary)\\S[\\s\\S]*assistantfinal");
}
