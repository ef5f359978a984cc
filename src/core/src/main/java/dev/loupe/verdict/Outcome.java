package dev.loupe.verdict;

import dev.loupe.check.Violation;
import java.util.List;

/** What the runner concludes of one check on one exchange. */
public sealed interface Outcome {
    /** The truth held. */
    record Passed() implements Outcome {}

    /** The truth was broken. */
    record Violated(List<Violation> violations) implements Outcome {}

    /** The check has nothing to say here: optional, not offered. */
    record NotApplicable(String why) implements Outcome {}

    /** We could not look: no answer came, or what the check needs was not recorded. */
    record Untestable(String why) implements Outcome {}

    /** A fault of ours. */
    record Crashed(String what) implements Outcome {}
}
