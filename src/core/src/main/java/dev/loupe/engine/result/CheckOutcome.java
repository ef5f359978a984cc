package dev.loupe.engine.result;

import dev.loupe.check.Violation;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/** The outcome of one check on one exchange. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface CheckOutcome {
    /** The exchange meets the requirement. */
    record Passed() implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.PASSED;
        }

        @Override
        public String why() {
            return "";
        }
    }

    /** The exchange does not meet the requirement. */
    record Violated(List<Violation> violations) implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.VIOLATED;
        }

        @Override
        public String why() {
            return violations.getFirst().detail();
        }
    }

    /** The requirement is not about this exchange. */
    record NotApplicable(String why) implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.NOT_APPLICABLE;
        }
    }

    /** The check cannot decide: there is no usable response, or what it needs was not recorded. */
    record Untestable(String why) implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.UNTESTABLE;
        }
    }

    /** Everything that the check needs is there, but it cannot decide. Reports show it as untestable. */
    record Undecided(String why) implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.UNTESTABLE;
        }
    }

    /** The check failed: an internal error. The other outcomes remain. */
    record Crashed(String what) implements CheckOutcome {
        @Override
        public Kind kind() {
            return Kind.CRASHED;
        }

        @Override
        public String why() {
            return what;
        }
    }

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

        /** Whether the reason is written for every exchange. */
        public boolean isComplaint() {
            return this == VIOLATED || this == CRASHED;
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

    Kind kind();

    /** The reason in one sentence; empty for a passed check. */
    String why();
}
