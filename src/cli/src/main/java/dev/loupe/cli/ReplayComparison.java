package dev.loupe.cli;

import dev.loupe.live.ResponseShape;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the new response to a recorded request compares with the recorded one.
 *
 * @param details violated or fixed checks, or the difference; empty when there is nothing to add
 */
record ReplayComparison(Outcome outcome, String details) {
    private static final int LONGEST_REPEATED = 60;

    /** The outcomes, from the most to the least important. */
    enum Outcome {
        NOT_SENT,
        /** The new response violates checks that the recorded one passes. */
        VIOLATED,
        /** The new response passes checks that the recorded one violates. */
        FIXED,
        /** Same checks, different structure. */
        CHANGED,
        SAME;

        String label() {
            return name().replace('_', ' ');
        }
    }

    /**
     * Compares two responses.
     *
     * @param before checks that the recorded response violates
     * @param after checks that the new response violates
     * @param received the new response; null when the request was not sent
     */
    static ReplayComparison of(
            SortedSet<String> before,
            SortedSet<String> after,
            ResponseShape recorded,
            @Nullable ResponseShape received) {
        if (received == null) {
            return new ReplayComparison(Outcome.NOT_SENT, "");
        }
        SortedSet<String> violated = new TreeSet<>(after);
        violated.removeAll(before);
        SortedSet<String> fixed = new TreeSet<>(before);
        fixed.removeAll(after);
        if (!violated.isEmpty()) {
            return new ReplayComparison(Outcome.VIOLATED, String.join(", ", violated));
        }
        if (received.conclusive() && !fixed.isEmpty()) {
            return new ReplayComparison(Outcome.FIXED, String.join(", ", fixed));
        }
        String difference = recorded.differenceTo(received);
        return new ReplayComparison(difference.isEmpty() ? Outcome.SAME : Outcome.CHANGED, difference);
    }

    /** The same change as that of another exchange; a list of properties is not repeated. */
    ReplayComparison as(String exchange) {
        return outcome == Outcome.CHANGED && details.length() > LONGEST_REPEATED
                ? new ReplayComparison(outcome, "as in " + exchange)
                : this;
    }

    /** The comparison as one line of text. */
    String line(String exchange) {
        return String.format("%-8s", outcome.label()) + " " + exchange + (details.isEmpty() ? "" : ": " + details);
    }
}
