package dev.loupe.serve.model;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into tokens by the rule stated for this package; the tokens joined are the text. */
public final class Tokenizer {
    /** The longest word or white space that is one token, in characters. */
    public static final int LONGEST = 8;

    private Tokenizer() {}

    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>(text.length() / 4 + 1);
        for (int from = 0; from < text.length(); ) {
            int to = endOfToken(text, from);
            tokens.add(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    public static int count(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at = endOfToken(text, at)) {
            count++;
        }
        return count;
    }

    private static int endOfToken(String text, int from) {
        int first = text.codePointAt(from);
        int next = from + Character.charCount(first);
        if (first == ' ' && next < text.length() && Character.isLetter(text.codePointAt(next))) {
            return endOfLetters(text, next, LONGEST);
        }
        if (Character.isLetter(first)) {
            return endOfLetters(text, next, LONGEST - 1);
        }
        if (Character.isWhitespace(first)) {
            return endOfRun(text, next, first);
        }
        return next;
    }

    private static int endOfLetters(String text, int from, int most) {
        int at = from;
        for (int letters = 0; letters < most && at < text.length(); letters++) {
            int letter = text.codePointAt(at);
            if (!Character.isLetter(letter)) {
                break;
            }
            at += Character.charCount(letter);
        }
        return at;
    }

    /** A space that has letters after it belongs to them, so a run of spaces ends before its last one. */
    private static int endOfRun(String text, int from, int white) {
        int at = from;
        while (at < text.length() && at - from < LONGEST - 1 && text.charAt(at) == white) {
            boolean beforeWord = white == ' ' && at + 1 < text.length() && Character.isLetter(text.codePointAt(at + 1));
            if (beforeWord) {
                break;
            }
            at++;
        }
        return at;
    }
}
