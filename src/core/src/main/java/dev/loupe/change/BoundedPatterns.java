package dev.loupe.change;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that give up: a pattern that backtracks for ever costs a bounded number of steps. */
final class BoundedPatterns implements RegularExpressionFactory {
    private static final int MOST_STEPS = 200_000;

    /** A pattern that took too long, or cannot be read. */
    static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooCostly(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        return text -> matches(regex, text);
    }

    static boolean matches(String regex, String text) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex, Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException unreadable) {
            throw new TooCostly("the pattern "
                    + Words.phrase(com.fasterxml.jackson.databind.node.TextNode.valueOf(regex)) + " cannot be read");
        }
        try {
            return pattern.matcher(new Counted(text, new AtomicInteger(MOST_STEPS), regex))
                    .find();
        } catch (StackOverflowError deep) {
            throw new TooCostly("a pattern needs more memory than it is given");
        }
    }

    /** A text that counts how often it is looked at. */
    private record Counted(String text, AtomicInteger left, String regex) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left.decrementAndGet() < 0) {
                throw new TooCostly("the pattern " + regex.substring(0, Math.min(80, regex.length()))
                        + " takes more than " + MOST_STEPS + " steps on a text of " + text.length() + " characters");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), left, regex);
        }

        @Override
        public String toString() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Counted that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}
