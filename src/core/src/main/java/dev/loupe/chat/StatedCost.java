package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a usage states that the response cost.
 *
 * @param dollars in US dollars
 * @param property the property of usage that states it
 */
public record StatedCost(BigDecimal dollars, String property) {
    /** xAI, https://docs.x.ai/developers/cost-tracking: a dollar has 10^10 ticks. */
    private static final String TICKS = "cost_in_usd_ticks";

    private static final int TICKS_OF_A_DOLLAR = 10;

    /** Null when it states none as a number. */
    public static @Nullable StatedCost of(JsonNode usage) {
        if (!StrictValues.property(usage, "cost").isMissingNode()) {
            return of(usage, "cost", 0);
        }
        // DeepInfra, in its documentation of usage
        StatedCost estimated = of(usage, "estimated_cost", 0);
        return estimated != null ? estimated : of(usage, TICKS, TICKS_OF_A_DOLLAR);
    }

    private static @Nullable StatedCost of(JsonNode usage, String property, int digits) {
        BigDecimal value = StrictValues.decimal(StrictValues.property(usage, property));
        return value == null
                ? null
                : new StatedCost(
                        digits == 0 ? value : value.movePointLeft(digits).stripTrailingZeros(), property);
    }
}
