package dev.loupe.diff.normal;

/**
 * The work that one comparison may do, in steps. Unions of unions can describe more branches than any machine can list;
 * when the budget is used up, the rest is reported as not compared. Steps are counted, so the result does not depend on
 * the speed of the machine.
 */
public final class WorkBudget {
    /** Some seconds of work. Published specs with thousands of operations need less than a tenth. */
    public static final long STEPS = 10_000_000;

    /** The steps of a difference that is reported: it takes memory in every report. */
    public static final int DIFFERENCE_STEPS = 400;

    /** The steps of a comparison of two schemas, without their parts. */
    public static final int COMPARISON_STEPS = 10;

    /** The steps to decide whether the texts of one pattern match another. */
    public static final int PATTERN_STEPS = 20_000;

    /** The steps of all searches for witnesses together; a step is the validation of a schema, which takes microseconds. */
    public static final long PROOF_STEPS = 2_500_000;

    /** The steps to list the locations of all differences; the first location of each is always listed. */
    public static final long LISTING_STEPS = 500_000;

    private long left;

    public WorkBudget() {
        this(STEPS);
    }

    public WorkBudget(long steps) {
        this.left = steps;
    }

    /** True when the budget covers these steps; once it does not, it covers nothing more. */
    public boolean take(long steps) {
        left = steps > left ? 0 : left - steps;
        return left > 0;
    }
}
