package dev.loupe.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A {@code pattern} that cannot hang: matching stops after a number of looks at the text that no reasonable pattern
 * needs. What could not be decided passes, since a violation that nobody proved is worse than one that nobody saw.
 */
public final class BoundedPattern implements RegularExpression {
    /** Looks at a character for one match; catastrophic patterns need billions. */
    static final int LOOKS = 1_000_000;

    static final RegularExpressionFactory FACTORY = BoundedPattern::of;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether the text matches somewhere, or it could not be told. */
    public static boolean mayMatch(String regex, String text) {
        return of(regex).matches(text);
    }

    private static RegularExpression of(String regex) {
        try {
            return new BoundedPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            // lint tells of it; here it cannot be held against an instance
            return value -> true;
        }
    }

    @Override
    public boolean matches(String value) {
        try {
            return pattern.matcher(new CountedText(value, new int[] {LOOKS})).find();
        } catch (TooManyLooks | StackOverflowError e) {
            return true;
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("a pattern took more than " + LOOKS + " looks", null, false, false);
        }
    }

    private static final class CountedText implements CharSequence {
        private final CharSequence text;
        private final int[] left;

        CountedText(CharSequence text, int[] left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
