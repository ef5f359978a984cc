package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.PromptText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the last sentence of a generated text ends. */
enum TextEnd {
    /** With a mark, or as a short text, a list or a table may. */
    WHOLE,
    /** With a word that can end a sentence, without a full stop. */
    OPEN,
    /** With a mark or a word that something follows. */
    CONTINUES,
    /** With the beginning of a word that the text or the prompt has as a whole. */
    IN_WORD;

    /** Shorter last lines are headings, names or items of a list. */
    private static final int WORDS = 5;

    private static final Pattern OPEN_BOLD = Pattern.compile("(?:^|[\\s(])\\*\\*(?:[^\\s*][^*]*)?$");
    private static final Pattern EMPTY_ITEM = Pattern.compile("\\s*([-*+]|[0-9]{1,3}[.)])\\s*");

    /** Shorter beginnings of words are words by themselves. */
    private static final int LETTERS = 4;

    /** Longer endings are those of other forms of the same word. */
    private static final int REST = 3;

    /** No sentence of English ends with one of these. */
    private static final Set<String> CONNECTING = Set.of(
            "the", "an", "of", "and", "or", "than", "which", "whose", "their", "its", "your", "our", "because",
            "between", "into", "from", "every", "if", "but");

    /** No sentence of Chinese or Japanese ends with one of these; single characters are parts of other words as well. */
    private static final List<String> CONNECTING_ENDS = List.of(
            "以及", "因为", "由于", "并且", "而且", "如果", "虽然", "例如", "比如", "或者", "但是", "因為", "由於", "並且", "雖然", "を", "および", "または",
            "そして", "しかし");

    static TextEnd of(String text, JsonNode request) {
        String all = QuotedText.withoutReasoning(text).stripTrailing();
        String line = all.substring(all.lastIndexOf('\n') + 1);
        if (isInMarkdown(all, line)) {
            return CONTINUES;
        }
        if (line.isBlank()) {
            return WHOLE;
        }
        char last = all.charAt(all.length() - 1);
        if ("，、".indexOf(last) >= 0) {
            return CONTINUES;
        }
        if (words(line) < WORDS) {
            return WHOLE;
        }
        if (last == '-' && Character.isLetter(all.charAt(all.length() - 2))) {
            return IN_WORD;
        }
        if (",(（「『《".indexOf(last) >= 0) {
            return CONTINUES;
        }
        if (isDense(last)) {
            return !endsSentences(all) ? WHOLE : CONNECTING_ENDS.stream().anyMatch(all::endsWith) ? CONTINUES : OPEN;
        }
        if (!isOfSentences(last)) {
            return WHOLE;
        }
        int start = all.length();
        while (start > 0 && Character.isLetter(all.charAt(start - 1))) {
            start--;
        }
        String word = all.substring(start);
        if (CONNECTING.contains(word.toLowerCase(Locale.ROOT))) {
            return CONTINUES;
        }
        boolean inWord = word.length() >= LETTERS && isOnlyBeginning(word, all.substring(0, start), request);
        return inWord ? IN_WORD : OPEN;
    }

    /** Whether the last line opens bold text, or begins an item of a list that goes on, without more. */
    private static boolean isInMarkdown(String text, String line) {
        if (line.contains("**") && OPEN_BOLD.matcher(line).find()) {
            return true;
        }
        Matcher item = EMPTY_ITEM.matcher(line);
        if (!item.matches()) {
            return false;
        }
        String marker = item.group(1);
        String before = Character.isDigit(marker.charAt(0))
                ? Integer.parseInt(marker.substring(0, marker.length() - 1)) - 1 + marker.substring(marker.length() - 1)
                : marker;
        return text.contains("\n" + before + " ") || text.startsWith(before + " ");
    }

    /** Whether a character is of a script without spaces between words, in which two characters are about a word. */
    static boolean isDense(char character) {
        return character >= FIRST_DENSE
                && switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA -> true;
                    default -> false;
                };
    }

    /** The first character of a radical of Han; those before it are of no such script. */
    private static final char FIRST_DENSE = '\u2e80';

    /** Whether a sentence of Chinese or Japanese in the text ends with a full stop; a text may be without any. */
    static boolean endsSentences(String text) {
        return text.indexOf('。') >= 0;
    }

    private static int words(String line) {
        int words = 0;
        int dense = 0;
        boolean inWord = false;
        for (int i = 0; i < line.length(); i++) {
            if (isDense(line.charAt(i))) {
                dense++;
                inWord = false;
                continue;
            }
            boolean letter = Character.isLetter(line.charAt(i));
            words += letter && !inWord ? 1 : 0;
            inWord = letter || (inWord && line.charAt(i) != ' ');
        }
        return words + dense / 2;
    }

    /** Whether a letter is of a script whose sentences end with a full stop. */
    private static boolean isOfSentences(char letter) {
        return Character.isLetter(letter)
                && switch (Character.UnicodeScript.of(letter)) {
                    case LATIN, GREEK, CYRILLIC, HANGUL -> true;
                    default -> false;
                };
    }

    /** Whether a longer word begins so, and nothing is this word. */
    private static boolean isOnlyBeginning(String word, String before, JsonNode request) {
        return (isBeginning(word, before) || PromptText.anyText(request, text -> isBeginning(word, text)))
                && !isWord(word, before)
                && !PromptText.anyText(request, text -> isWord(word, text));
    }

    private static boolean isBeginning(String word, String text) {
        return find(word, text, REST, Integer.MAX_VALUE);
    }

    private static boolean isWord(String word, String text) {
        return find(word, text, 0, REST - 1);
    }

    /** Whether the text has a word that begins so and has this many more letters. */
    private static boolean find(String word, String text, int least, int most) {
        int from = text.indexOf(word);
        while (from >= 0) {
            int end = from + word.length();
            int rest = end;
            while (rest < text.length() && Character.isLetter(text.charAt(rest))) {
                rest++;
            }
            boolean starts = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1));
            if (starts && rest - end >= least && rest - end <= most) {
                return true;
            }
            from = text.indexOf(word, rest);
        }
        return false;
    }
}
