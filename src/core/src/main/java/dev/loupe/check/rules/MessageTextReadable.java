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
import java.util.ArrayList;
import java.util.List;

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

        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null || !choice.hasText()) {
                continue;
            }
            applicable++;
            String text = choice.content();
            String destroyed = text.indexOf(REPLACEMENT) >= 0 ? String.valueOf(REPLACEMENT) : Mojibake.in(text);
            if (!destroyed.isEmpty()
                    && !PromptText.contains(observed.request(), destroyed)
                    && !PromptText.contains(observed.request(), "FFFD")) {
                violations.add(Violation.of(
                        choice.at("/content"),
                        "readable characters",
                        StrictValues.quoted(destroyed),
                        destroyed.charAt(0) == REPLACEMENT
                                ? "the text contains the replacement character U+FFFD at character "
                                        + text.indexOf(REPLACEMENT)
                                : "the text contains " + StrictValues.quoted(destroyed)
                                        + ", which is UTF-8 decoded as Latin-1"));
            }
        }
        return applicable == 0 ? NO_TEXT : Result.of(violations);
    }

    private static final char REPLACEMENT = '\ufffd';
    private static final Result NO_TEXT = Result.notApplicable("the response has no text");
}
