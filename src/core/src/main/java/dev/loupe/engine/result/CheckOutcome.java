package dev.loupe.engine.result;

import dev.loupe.check.Violation;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/** The outcome of one check on one exchange. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface CheckOutcome {
    /** The exchange meets the requirement. */
    record Passed() implements CheckOutcome {}

    /** The exchange does not meet the requirement. */
    record Violated(List<Violation> violations) implements CheckOutcome {}

    /** The requirement is not about this exchange. */
    record NotApplicable(String why) implements CheckOutcome {}

    /** The check cannot decide: there is no usable response, or what it needs was not recorded. */
    record Untestable(String why) implements CheckOutcome {}

    /** Everything that the check needs is there, but it cannot decide. Reports show it as untestable. */
    record Undecided(String why) implements CheckOutcome {}

    /** The check failed: an internal error. The other outcomes remain. */
    record Crashed(String what) implements CheckOutcome {}

    /** The kind of an outcome. */
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
            case Undecided u -> Kind.UNTESTABLE;
            case Crashed c -> Kind.CRASHED;
        };
    }

    /** The reason in one sentence; empty for a passed check. */
    default String why() {
        return switch (this) {
            case Passed p -> "";
            case Violated v -> v.violations().getFirst().detail();
            case NotApplicable n -> n.why();
            case Untestable u -> u.why();
            case Undecided u -> u.why();
            case Crashed c -> c.what();
        };
    }
}
