package dev.loupe.check;

import java.util.List;

/** What a check concludes of one exchange. */
public sealed interface Result {
    /** It looked, and it was right. */
    record Held() implements Result {}

    /** It looked, and it was wrong, in at least one place. */
    record Broken(List<Violation> violations) implements Result {
        public Broken {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("broken without a violation");
            }
        }
    }

    /**
     * There was nothing to look at; never the same as held.
     *
     * @param notRecorded true when what the check needs may have been there but was not written down
     */
    record NothingToCheck(String why, boolean notRecorded) implements Result {}

    static Result held() {
        return HELD;
    }

    static Result nothingToCheck(String why) {
        return new NothingToCheck(why, false);
    }

    /** What the check needs was not recorded: nobody can tell, which is not the same as not applicable. */
    static Result notRecorded(String why) {
        return new NothingToCheck(why, true);
    }

    static Result broken(Violation... violations) {
        return new Broken(List.of(violations));
    }

    /** Held when there is no violation. */
    static Result of(List<Violation> violations) {
        return violations.isEmpty() ? HELD : new Broken(violations);
    }

    Result HELD = new Held();
}
