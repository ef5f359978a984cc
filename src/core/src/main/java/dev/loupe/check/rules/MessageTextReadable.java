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
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.text-readable",
        level = Level.SHOULD,
        truth =
                "the text contains no replacement character and no text that was decoded in another encoding, unless the prompt does",
        source =
                "derived: U+FFFD replaces bytes that are not UTF-8, as when a character is split over two chunks; a model can generate both, hence SHOULD",
        why = "characters of every language but English are lost, and nothing reports it",
        fix = "decode bytes only at the boundaries of characters, and as UTF-8")
final class MessageTextReadable implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return PerChoice.judge(
                completion,
                Choice::hasText,
                (choice, text) -> destroyed(observed, choice, text),
                Result.notApplicable("the response has no text"));
    }

    private static @Nullable Violation destroyed(ParsedExchange observed, Choice choice, String text) {
        if (isAscii(text)) {
            return null;
        }
        String unprintable = unprintableIn(text);
        if (!unprintable.isEmpty()) {
            return Violation.of(
                    choice.at("/content"), "readable characters", unprintable, "the text contains " + unprintable);
        }
        String inGbk = text.contains(REPLACED_IN_GBK) ? REPLACED_IN_GBK : Mojibake.inGbk(text);
        String inLatin = inGbk.isEmpty() ? Mojibake.in(text) : inGbk;
        String letters = inLatin.isEmpty() ? Mojibake.ofLetters(text) : "";
        String destroyed = text.indexOf(REPLACEMENT) >= 0 && inGbk.isEmpty()
                ? String.valueOf(REPLACEMENT)
                : letters.isEmpty() ? inLatin : letters;
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
                                + (letters.isEmpty()
                                        ? ", which is UTF-8 decoded as " + (inGbk.isEmpty() ? "Latin-1" : "GBK")
                                        : ", letters of another encoding"));
    }

    /** Whether it has none of the characters that this check is about. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** What no text in any language contains: a NUL, half of a character, the spaces of a tokenizer; empty when it has none. */
    private static String unprintableIn(String text) {
        // the special tokens of DeepSeek contain them, and message.no-template-tokens reports those
        int spaces = text.indexOf('\uff5c') < 0 ? 0 : Integer.MIN_VALUE;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (c == 0) {
                return "the character U+0000 at character " + i;
            }
            if (Character.isSurrogate(c) && !pair) {
                return "half of a surrogate pair at character " + i;
            }
            if (isSpaceOfATokenizer(text, i) && ++spaces >= TOKENIZER_SPACES) {
                return "\"" + c + "\", a space of a tokenizer, at character " + i;
            }
            i += pair ? 1 : 0;
        }
        return "";
    }

    /** Between two words: in Maltese, and in a line of blocks, it is not. */
    private static boolean isSpaceOfATokenizer(String text, int at) {
        char c = text.charAt(at);
        return (c == '\u0120' || c == '\u2581')
                && at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1))
                && !Character.isWhitespace(text.charAt(at - 1))
                && text.charAt(at - 1) != c;
    }

    /** So many are no chance. */
    private static final int TOKENIZER_SPACES = 3;

    /** Two characters U+FFFD in UTF-8, decoded as GBK. */
    private static final String REPLACED_IN_GBK = "\u951f\u65a4\u62f7";

    private static final char REPLACEMENT = '\ufffd';
}
