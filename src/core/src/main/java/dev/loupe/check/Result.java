package dev.loupe.check;

import java.util.List;

/** What a check concludes for one exchange. */
public sealed interface Result {
    /** The check applied and found no violation. */
    record Passed() implements Result {}

    /** The check applied and found at least one violation. */
    record Violated(List<Violation> violations) implements Result {
        public Violated {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("violated without a violation");
            }
        }
    }

    /**
     * The check does not apply; never the same as passed.
     *
     * @param notRecorded true when what the check needs may have been there but was not recorded: the check is untestable
     */
    record NotApplicable(String why, boolean notRecorded) implements Result {}

    /** Everything that the check needs is there, but it cannot conclude. A required check that is undecided is inconclusive. */
    record Undecided(String why) implements Result {}

    static Result passed() {
        return PASSED;
    }

    static Result notApplicable(String why) {
        return new NotApplicable(why, false);
    }

    /** What the check needs was not recorded, so that the outcome is unknown. */
    static Result notRecorded(String why) {
        return new NotApplicable(why, true);
    }

    /** The check cannot conclude, for example because a pattern needs too many steps. */
    static Result undecided(String why) {
        return new Undecided(why);
    }

    static Result violated(Violation... violations) {
        return new Violated(List.of(violations));
    }

    /** Passed when there is no violation. */
    static Result of(List<Violation> violations) {
        return violations.isEmpty() ? PASSED : new Violated(violations);
    }

    Result PASSED = new Passed();
}
