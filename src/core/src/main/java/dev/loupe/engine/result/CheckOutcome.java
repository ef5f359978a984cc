package dev.loupe.engine.result;

import dev.loupe.check.Violation;
import java.util.List;
import java.util.Locale;

/** What the runner concludes of one check on one exchange. */
public sealed interface CheckOutcome {
    /** The truth held. */
    record Passed() implements CheckOutcome {}

    /** The truth was broken. */
    record Violated(List<Violation> violations) implements CheckOutcome {}

    /** The check has nothing to say here: optional, not offered. */
    record NotApplicable(String why) implements CheckOutcome {}

    /** We could not look: no usable answer came, or what the check needs was not recorded. */
    record Untestable(String why) implements CheckOutcome {}

    /** A fault of ours; it costs this one outcome and is never counted against anyone. */
    record Crashed(String what) implements CheckOutcome {}

    /** An outcome in one word. */
    enum Kind {
        PASSED('P'),
        VIOLATED('V'),
        NOT_APPLICABLE('-'),
        UNTESTABLE('U'),
        CRASHED('C');

        private static final Kind[] ALL = values();

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        /** The letter in the {@code marks} of an exchange. */
        public char mark() {
            return mark;
        }

        /** As formats write it, {@code not-applicable}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind ofMark(char mark) {
            for (Kind kind : ALL) {
                if (kind.mark == mark) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no outcome has the mark '" + mark + "'");
        }

        public static Kind ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    default Kind kind() {
        return switch (this) {
            case Passed p -> Kind.PASSED;
            case Violated v -> Kind.VIOLATED;
            case NotApplicable n -> Kind.NOT_APPLICABLE;
            case Untestable u -> Kind.UNTESTABLE;
            case Crashed c -> Kind.CRASHED;
        };
    }

    /** Why, in one sentence; empty when there is nothing to say. */
    default String why() {
        return switch (this) {
            case Passed p -> "";
            case Violated v -> v.violations().getFirst().message();
            case NotApplicable n -> n.why();
            case Untestable u -> u.why();
            case Crashed c -> c.what();
        };
    }
}
