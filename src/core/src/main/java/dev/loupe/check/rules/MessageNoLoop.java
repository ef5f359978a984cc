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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.no-loop",
        level = Level.MUST,
        truth =
                "no chunk of a stream sends the text before it again; and the text does not repeat one passage over and over, unless the prompt contains it",
        source =
                "the API reference: a chunk has a delta, which clients append; no recorded stream has five chunks that each begin with the text of the one before (MUST). Derived: chunks that come twice, a last chunk with the whole text, a passage that is repeated over 500 characters, 40 times, 20 times when it has 20 characters or more, or 8 times when it has 60 to 400; over a third of that in Chinese and Japanese; a model can generate those, hence SHOULD",
        why = "the caller pays for tokens without content, and what it requested may be missing",
        fix = "send in each chunk the text that is new, and stop a generation that repeats itself, or report it")
final class MessageNoLoop implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return PerChoice.judge(
                completion,
                Choice::hasText,
                (choice, text) -> repetition(observed, completion, choice, text),
                Result.notApplicable("the response has no text"));
    }

    private static @Nullable Violation repetition(
            ParsedExchange observed, ParsedCompletion completion, Choice choice, String text) {
        Violation chunks = RepeatedDeltas.find(completion, choice);
        return chunks != null ? chunks : loop(observed, choice, text);
    }

    private static @Nullable Violation loop(ParsedExchange observed, Choice choice, String text) {
        int shortest = text.length() < SHORTEST / DENSE ? SHORTEST : SHORTEST / density(text);
        if (text.length() < shortest) {
            return null;
        }
        // a bias can force one token, and the prompt can request a repetition
        boolean forced = observed.request().path("logit_bias").size() > 0
                || PromptText.anyText(
                        observed.request(), any -> REPEAT.matcher(any).find());
        String passage = forced ? "" : repeated(text);
        return passage.isEmpty() || isRequested(observed, passage)
                ? null
                : Violation.of(
                                choice.at("/content"),
                                "no repetition without end",
                                StrictValues.quoted(passage),
                                "the text repeats " + StrictValues.quoted(passage) + " over more than " + shortest
                                        + " characters")
                        .atMost(Level.SHOULD);
    }

    private static final Pattern REPEAT = Pattern.compile("(?i)\\brepeat\\b[^\\n]{0,60}\\b(?:times|forever)\\b"
            + "|\\b[0-9][0-9,.]* (?:times|mal|fois|veces|volte|vezes)\\b"
            + "|重复|重複|反复|反覆|繰り返|반복|[0-9一二三四五六七八九十百千万]+ ?(?:次|遍|回|个|個|번|개)");
    private static final int SHORTEST = 500;
    private static final int LONGEST_PASSAGE = 400;

    /** A character of Chinese or Japanese stands for about three letters. */
    private static final int DENSE = 3;

    private static final int REPETITIONS = 40;

    /** A few words: a line of a song comes again fewer times. */
    private static final int PHRASE = 20;

    private static final int PHRASES = 20;

    /** A sentence: a refrain comes again fewer times. */
    private static final int SENTENCE = 60;

    private static final int SENTENCES = 8;

    /** Longer texts are examined at their end, where a loop is that was not stopped. */
    private static final int EXAMINED = 20_000;

    /** A short word is in most prompts by chance. */
    private static final int LONG_ENOUGH = 8;

    /** Whether the prompt contains the passage, wherever in the text its repetition was found to begin. */
    private static boolean isRequested(ParsedExchange observed, String passage) {
        for (int begin = 0; begin < passage.length(); begin++) {
            String word = (passage.substring(begin) + passage.substring(0, begin)).strip();
            if (word.length() >= LONG_ENOUGH && PromptText.contains(observed.request(), word)) {
                return true;
            }
        }
        return false;
    }

    /** How many letters of an alphabet a character stands for. */
    private static int density(String text) {
        long dense = text.chars().filter(each -> TextEnd.isDense((char) each)).count();
        return dense * 2 > text.length() ? DENSE : 1;
    }

    /** The passage that is repeated; empty when none is. */
    private static String repeated(String whole) {
        String text = whole.length() > EXAMINED ? whole.substring(whole.length() - EXAMINED) : whole;
        int density = density(text);
        for (int period = 1; period <= LONGEST_PASSAGE; period++) {
            int times = period >= SENTENCE / density ? SENTENCES : period >= PHRASE / density ? PHRASES : REPETITIONS;
            int enough = Math.max(SHORTEST / density, period * times);
            // a repetition that is long enough covers one of these positions
            for (int at = enough - 1; at < text.length(); at += enough - period) {
                if (run(text, at, period) >= enough && !isRepetition(text, at, period, SENTENCE / density)) {
                    String passage = text.substring(at - period + 1, at + 1);
                    return passage.chars().anyMatch(MessageNoLoop::isNoRuler) ? passage : "";
                }
            }
        }
        return "";
    }

    /** Whether the passage is itself a repetition of a shorter one, which has to come more often. */
    private static boolean isRepetition(String text, int at, int period, int sentence) {
        for (int shorter = 1; shorter < sentence && shorter < period; shorter++) {
            if (period % shorter == 0 && run(text, at, shorter) >= period) {
                return true;
            }
        }
        return false;
    }

    /** Lines of tables, digits and white space are repeated on purpose; letters, marks of exclamation and emoji are not. */
    private static boolean isNoRuler(int character) {
        return Character.isLetter(character)
                || Character.isSurrogate((char) character)
                || "!?@\uff01\uff1f\u3002".indexOf(character) >= 0;
    }

    /** How long the repetition is that this character belongs to: each character equals the one a period before. */
    private static int run(String text, int at, int period) {
        int first = at;
        while (first >= period && text.charAt(first) == text.charAt(first - period)) {
            first--;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) == text.charAt(end - period)) {
            end++;
        }
        return end - first - 1 < 1 ? 0 : end - first - 1 + period;
    }
}
