package dev.loupe.lint;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what keeps a text from being a regular expression of ECMA-262, in any of its editions and with the leniency of
 * browsers (annex B): whatever one of them takes is no fault.
 */
public final class EcmaRegexSyntax {
    private static final Pattern QUANTIFIER = Pattern.compile("[*+?]|\\{(\\d+)(?:,(\\d*))?}");
    private static final Pattern GROUP =
            Pattern.compile("\\?(?:[:=!]|<[=!]|<[\\p{L}_$][\\p{L}\\p{N}_$]*>|[ims]*(?:-[ims]*)?:)");

    private final String text;
    private int at;
    private int open;
    /** Whether what was read last can be repeated: nothing can at the start, after a bar, or after a quantifier. */
    private boolean repeatable;

    private EcmaRegexSyntax(String text) {
        this.text = text;
    }

    /** What is wrong with it; empty when nothing is. */
    public static Optional<String> fault(String pattern) {
        EcmaRegexSyntax reading = new EcmaRegexSyntax(pattern);
        String fault = "";
        while (fault.isEmpty() && reading.at < pattern.length()) {
            fault = reading.next();
        }
        if (fault.isEmpty() && reading.open > 0) {
            fault = "a group is not closed";
        }
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
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
                    return "it ends in a backslash";
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
                return --open < 0 ? "a group is closed that was not opened" : "";
            }
            case '|' -> repeatable = false;
            default -> repeatable = true;
        }
        return "";
    }

    /** The braces of a property or of a code point are no count. */
    private void escape() {
        boolean braced = "pPu".indexOf(text.charAt(at)) >= 0 && text.startsWith("{", at + 1);
        int end = braced ? text.indexOf('}', at) : at;
        at = Math.max(end, at) + 1;
        repeatable = true;
    }

    private String quantifier(Matcher quantifier) {
        if (!repeatable) {
            return "nothing is there that " + quantifier.group() + " could repeat";
        }
        String most = quantifier.group(2);
        if (most != null && !most.isEmpty() && isLess(most, quantifier.group(1))) {
            return quantifier.group() + " is out of order";
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
                return "(" + text.substring(at, Math.min(text.length(), at + 3))
                        + " begins no group that ECMA-262 knows";
            }
            at = kind.end();
        }
        return "";
    }
}
