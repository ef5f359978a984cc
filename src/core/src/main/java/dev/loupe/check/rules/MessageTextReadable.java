package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import org.jspecify.annotations.Nullable;

/** The text has no character that was destroyed. */
final class MessageTextReadable implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.text-readable",
            Level.SHOULD,
            "the text contains no replacement character and no UTF-8 that was decoded as Latin-1, unless the prompt does",
            "derived: U+FFFD replaces bytes that are not UTF-8, as when a character is split over two chunks; a model can generate both, hence SHOULD",
            "characters of every language but English are lost, and nothing reports it",
            "decode bytes only at the boundaries of characters, and as UTF-8");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }

        return PerChoice.judge(
                completion, Choice::hasText, (choice, text) -> destroyed(observed, choice, text), NO_TEXT);
    }

    private static @Nullable Violation destroyed(ParsedExchange observed, Choice choice, String text) {
        String destroyed = text.indexOf(REPLACEMENT) >= 0 ? String.valueOf(REPLACEMENT) : Mojibake.in(text);
        if (destroyed.isEmpty()
                || PromptText.contains(observed.request(), destroyed)
                || PromptText.contains(observed.request(), "FFFD")) {
            return null;
        }
        return Violation.of(
                choice.at("/content"),
                "readable characters",
                StrictValues.quoted(destroyed),
                destroyed.charAt(0) == REPLACEMENT
                        ? "the text contains the replacement character U+FFFD at character " + text.indexOf(REPLACEMENT)
                        : "the text contains " + StrictValues.quoted(destroyed)
                                + ", which is UTF-8 decoded as Latin-1");
    }

    private static final char REPLACEMENT = '\ufffd';
    private static final Result NO_TEXT = Result.notApplicable("the response has no text");
}
