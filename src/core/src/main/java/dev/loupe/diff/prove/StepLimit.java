package dev.loupe.diff.prove;

import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.BoundedPattern;

/** Counts the referenced schemas of one validation and of all together. */
final class StepLimit {
    /** The referenced schemas of one validation. The largest published messages need a few thousand. */
    static final int STEPS = 100_000;

    private final WorkBudget budget;
    private int left;

    StepLimit(WorkBudget budget) {
        this.budget = budget;
    }

    void restart() {
        left = STEPS;
    }

    void step() {
        if (!budget.take(1)) {
            throw new BoundedPattern.Undecided(WitnessSearch.USED_UP);
        }
        if (--left < 0) {
            throw new BoundedPattern.Undecided(
                    "the validation of a message needs more than " + STEPS + " steps: the schema is too complex");
        }
    }
}
