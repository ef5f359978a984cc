package dev.loupe.openapi.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.loupe.text.TextTruncation;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A {@code pattern} with bounded work: matching stops after a number of steps that no reasonable pattern needs. */
public final class BoundedPattern {
    /** Steps of one match; catastrophic patterns need billions. */
    static final int LOOKS = 1_000_000;

    /** Characters of a pattern that is compiled; a compiled one takes a hundred times its memory. */
    private static final int LONGEST = 100_000;

    /** Undecided counts as a match, and makes a validation without violations undecided. */
    static final RegularExpressionFactory FACTORY = BoundedPattern::passing;

    /** Undecided is {@link Undecided}, for callers that handle it. */
    public static final RegularExpressionFactory STRICT = regex -> {
        BoundedPattern pattern = of(regex);
        return pattern::matches;
    };

    private final String regex;
    private final Pattern pattern;

    private BoundedPattern(String regex) {
        this.regex = regex;
        if (regex.length() > LONGEST) {
            throw new Undecided("the pattern " + shortened() + " has more than " + LONGEST + " characters");
        }
        try {
            this.pattern = compiled(regex);
        } catch (PatternSyntaxException e) {
            throw new Undecided("the pattern " + shortened() + " cannot be parsed");
        }
    }

    /** A pattern that needs too many steps, or cannot be parsed. */
    public static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Undecided(String message) {
            super(message, null, false, false);
        }
    }

    /** Compiled in linear time: Java prepares a search for a leading literal, which takes its square where it repeats itself. */
    static Pattern compiled(String regex) {
        return Pattern.compile("(?=)" + JavaRegex.of(regex));
    }

    /** Throws {@link Undecided} when it cannot be parsed. */
    public static BoundedPattern of(String regex) {
        return new BoundedPattern(regex);
    }

    /** Whether the text, or a part of it, matches; throws {@link Undecided} when that needs too many steps. */
    public boolean matches(String text) {
        return matches(text, new AtomicInteger(LOOKS));
    }

    /** The same with the steps that are left, which are counted down. */
    public boolean matches(String text, AtomicInteger left) {
        try {
            return pattern.matcher(new CountedText(text, left, left.get(), this))
                    .find();
        } catch (StackOverflowError e) {
            throw new Undecided("a pattern needs more memory than it may use");
        }
    }

    private String shortened() {
        return TextTruncation.shortened(regex, 80);
    }

    private static RegularExpression passing(String regex) {
        try {
            BoundedPattern pattern = of(regex);
            return text -> {
                try {
                    return pattern.matches(text);
                } catch (Undecided e) {
                    return ValidationSteps.undecided(e);
                }
            };
        } catch (Undecided e) {
            // lint reports what cannot be parsed; here it is no violation of an instance
            return text -> regex.length() <= LONGEST || ValidationSteps.undecided(e);
        }
    }

    /** A text that counts how often it is read. */
    private record CountedText(CharSequence text, AtomicInteger left, int most, BoundedPattern pattern)
            implements CharSequence {
        @Override
        public char charAt(int index) {
            if (left.decrementAndGet() < 0) {
                throw new Undecided("the pattern " + pattern.shortened() + " needs more than " + most
                        + " steps on a text of " + text.length() + " characters");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), left, most, pattern);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
