package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.result.NotSentReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a budget lets go. */
class BudgetTest {
    @Test
    void aRequestWhoseWorstCaseCouldPassTheLimitIsNotSent() {
        Budget budget = new Budget(100, 1.0, Duration.ofHours(1));

        assertThat(budget.reserve(0.6)).isEmpty();
        assertThat(budget.reserve(0.6)).contains(new NotSentReason.CostLimit(1.0));
        budget.settle(0.6, 0.1, 0);
        assertThat(budget.reserve(0.6)).isEmpty();
        assertThat(budget.spent()).isEqualTo(0.1);
    }

    @Test
    void aRequestWhoseHighestCostReachesTheLimitExactlyIsSent() {
        Budget budget = new Budget(100, 1.0, Duration.ofHours(1));

        assertThat(budget.reserve(0.5)).isEmpty();
        assertThat(budget.reserve(0.5)).isEmpty();
        assertThat(budget.reserve(0.5)).contains(new NotSentReason.CostLimit(1.0));
    }

    @Test
    void requestsAreCounted() {
        Budget budget = new Budget(1, 1.0, Duration.ofHours(1));

        assertThat(budget.reserve(0)).isEmpty();
        assertThat(budget.reserve(0)).contains(new NotSentReason.RequestLimit(1));
        assertThat(budget.requests()).isEqualTo(1);
    }

    @Test
    void noRequestGoesAfterTheTimeIsOver() {
        Budget budget = new Budget(10, 1.0, Duration.ofNanos(-1));

        assertThat(budget.reserve(0)).contains(new NotSentReason.TimeLimit(Duration.ofNanos(-1)));
    }
}
