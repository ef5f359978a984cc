package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.loupe.text.CollidingValues;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of one validation, counted for each thread. They may grow as the value does, not as its unions multiply. */
final class ValidationSteps {
    private int left;

    /** Why a pattern is undecided. */
    private BoundedPattern.@Nullable Undecided undecided;

    /** Steps for any value. The largest published messages need a few thousand. */
    private static final int STEPS = 20_000;

    /** More steps for each value in the value; published contracts need fewer than 50. */
    private static final int STEPS_OF_A_VALUE = 200;

    private static final ThreadLocal<ValidationSteps> CURRENT = ThreadLocal.withInitial(ValidationSteps::new);

    /** The keywords that a match can violate. */
    private static final Set<String> INVERTING = Set.of("not", "oneOf", "contains");

    private ValidationSteps() {}

    static void restart(JsonNode value) {
        long values = values(value);
        if (values > CollidingValues.MOST && CollidingValues.find(value) != null) {
            throw new BoundedPattern.Undecided(
                    "an array has more than %,d values with the same hash code, which cannot be compared in bounded time"
                            .formatted(CollidingValues.MOST));
        }
        CURRENT.get().undecided = null;
        CURRENT.get().left = (int) Math.min(Integer.MAX_VALUE, STEPS + STEPS_OF_A_VALUE * values);
    }

    static void step() {
        if (--CURRENT.get().left < 0) {
            throw new BoundedPattern.Undecided("the validation of a value needs more than " + STEPS + " steps and "
                    + STEPS_OF_A_VALUE + " for each value in it: the schema is too complex");
        }
    }

    /** An undecided pattern counts as a match until the validation ends. */
    static boolean undecided(BoundedPattern.Undecided why) {
        CURRENT.get().undecided = why;
        return true;
    }

    /** The end of a validation: throws when only an undecided pattern makes the value valid, or may make it invalid. */
    static void requireDecided(List<Error> errors) {
        BoundedPattern.Undecided why = CURRENT.get().undecided;
        if (why != null && errors.stream().allMatch(error -> INVERTING.contains(error.getKeyword()))) {
            throw why;
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
