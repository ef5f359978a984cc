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
import java.util.Set;

@CheckDescription(
        id = "message.not-blank",
        level = Level.SHOULD,
        truth =
                "a text with finish_reason stop is more than white space, invisible characters or the name of an absent value",
        source =
                "derived: white space has no content, and undefined is what a program writes for an absent text; a model can generate it, hence SHOULD",
        why = "an empty success is a failure that callers do not notice",
        fix = "send an error when nothing could be generated")
final class MessageNotBlank implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return PerChoice.judge(
                completion,
                choice -> isJudged(observed, choice),
                (choice, text) -> {
                    String what = isInvisible(text)
                            ? "white space only"
                            : isAbsent(observed, text.strip()) ? StrictValues.quoted(text) : "";
                    return what.isEmpty()
                            ? null
                            : Violation.of(
                                    choice.at("/content"),
                                    "a text",
                                    StrictValues.quoted(text),
                                    "the text is " + what + ", and finish_reason is stop");
                },
                Result.notApplicable("no choice with text has finish_reason stop"));
    }

    /** The names of absent values in JavaScript and JSON. */
    private static final Set<String> ABSENT = Set.of("undefined", "null", "NaN", "[object Object]");

    private static boolean isAbsent(ParsedExchange observed, String text) {
        return ABSENT.contains(text)
                && !StrictValues.isPresent(observed.request().path("response_format"))
                && !PromptText.contains(observed.request(), text);
    }

    private static boolean isInvisible(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    /** message.text-after-reasoning reports reasoning alone. */
    private static boolean isJudged(ParsedExchange observed, Choice choice) {
        return choice.hasText()
                && choice.finishReason().equals("stop")
                && choice.toolCalls().isEmpty()
                && choice.reasoning().isEmpty()
                // before a stop sequence there may be a line break only
                && !StrictValues.isPresent(observed.request().path("stop"));
    }
}
