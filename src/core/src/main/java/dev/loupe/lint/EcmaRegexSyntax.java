package dev.loupe.lint;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why a text is not a regular expression of ECMA-262. What any edition accepts, or browsers do by annex B, is no
 * error.
 */
public final class EcmaRegexSyntax {
    private static final Pattern QUANTIFIER = Pattern.compile("[*+?]|\\{(\\d+)(?:,(\\d*))?}");
    private static final Pattern GROUP =
            Pattern.compile("\\?(?:[:=!]|<[=!]|<[\\p{L}_$][\\p{L}\\p{N}_$]*>|[ims]*(?:-[ims]*)?:)");

    private final String text;
    private int at;
    private int open;
    /** Whether a quantifier may follow: none may at the start, after a bar, or after a quantifier. */
    private boolean repeatable;

    private EcmaRegexSyntax(String text) {
        this.text = text;
    }

    /** The first error; empty when there is none. */
    public static Optional<String> error(String pattern) {
        EcmaRegexSyntax reading = new EcmaRegexSyntax(pattern);
        String error = "";
        while (error.isEmpty() && reading.at < pattern.length()) {
            error = reading.next();
        }
        if (error.isEmpty() && reading.open > 0) {
            error = "a group is not closed";
        }
        return error.isEmpty() ? Optional.empty() : Optional.of(error);
    }

    private String next() {
        Matcher quantifier = QUANTIFIER.matcher(text).region(at, text.length());
        if (quantifier.lookingAt()) {
            return quantifier(quantifier);
        }
        char c = text.charAt(at++);
        switch (c) {
            case '\\' -> {
                if (at == text.length()) {
                    return "it ends with a backslash";
                }
                escape();
            }
            case '[' -> {
                return characterClass();
            }
            case '(' -> {
                return group();
            }
            case ')' -> {
                repeatable = true;
                return --open < 0 ? "a closing parenthesis has no opening one" : "";
            }
            case '|' -> repeatable = false;
            default -> repeatable = true;
        }
        return "";
    }

    /** The braces of a property or of a code point are no quantifier. */
    private void escape() {
        boolean braced = "pPu".indexOf(text.charAt(at)) >= 0 && text.startsWith("{", at + 1);
        int end = braced ? text.indexOf('}', at) : at;
        at = Math.max(end, at) + 1;
        repeatable = true;
    }

    private String quantifier(Matcher quantifier) {
        if (!repeatable) {
            return "the quantifier " + quantifier.group() + " has nothing to repeat";
        }
        String most = quantifier.group(2);
        if (most != null && !most.isEmpty() && isLess(most, quantifier.group(1))) {
            return quantifier.group() + " has its numbers in the wrong order";
        }
        at = quantifier.end();
        if (at < text.length() && text.charAt(at) == '?') {
            at++;
        }
        repeatable = false;
        return "";
    }

    private static boolean isLess(String one, String other) {
        return new BigInteger(one).compareTo(new BigInteger(other)) < 0;
    }

    private String characterClass() {
        int start = at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == ']') {
                at++;
                repeatable = true;
                return "";
            }
        }
        return "the class " + text.substring(start - 1, Math.min(text.length(), start + 20)) + " is not closed";
    }

    private String group() {
        open++;
        repeatable = false;
        if (at < text.length() && text.charAt(at) == '?') {
            Matcher kind = GROUP.matcher(text).region(at, text.length());
            if (!kind.lookingAt()) {
                return "(" + text.substring(at, Math.min(text.length(), at + 3)) + " is no group of ECMA-262";
            }
            at = kind.end();
        }
        return "";
    }
}
