package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.text.CollidingValues;

/** The steps of one validation, counted for each thread. They may grow as the value does, not as its unions multiply. */
final class ValidationSteps {
    /** Steps for any value. The largest published messages need a few thousand. */
    private static final int STEPS = 20_000;

    /** More steps for each value in the value; published contracts need fewer than 50. */
    private static final int STEPS_OF_A_VALUE = 200;

    private static final ThreadLocal<int[]> LEFT = ThreadLocal.withInitial(() -> new int[1]);

    private ValidationSteps() {}

    static void restart(JsonNode value) {
        long values = values(value);
        if (values > CollidingValues.MOST && CollidingValues.find(value) != null) {
            throw new BoundedPattern.Undecided(
                    "an array has more than %,d values with the same hash code, which cannot be compared in bounded time"
                            .formatted(CollidingValues.MOST));
        }
        LEFT.get()[0] = (int) Math.min(Integer.MAX_VALUE, STEPS + STEPS_OF_A_VALUE * values);
    }

    static void step() {
        if (--LEFT.get()[0] < 0) {
            throw new BoundedPattern.Undecided("the validation of a value needs more than " + STEPS + " steps and "
                    + STEPS_OF_A_VALUE + " for each value in it: the schema is too complex");
        }
    }

    private static long values(JsonNode value) {
        long count = 1;
        for (JsonNode child : value) {
            count += values(child);
        }
        return count;
    }
}
