package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a budget lets go. */
class BudgetTest {
    @Test
    void aRequestWhoseWorstCaseCouldPassTheLimitIsNotSent() {
        Budget budget = new Budget(100, 1.0, Duration.ofHours(1));

        assertThat(budget.take(0.6)).isEmpty();
        assertThat(budget.take(0.6)).hasValueSatisfying(why -> assertThat(why).contains("--max-cost"));
        budget.settle(0.6, 0.1);
        assertThat(budget.take(0.6)).isEmpty();
        assertThat(budget.spent()).isEqualTo(0.1);
    }

    @Test
    void requestsAreCounted() {
        Budget budget = new Budget(1, 1.0, Duration.ofHours(1));

        assertThat(budget.take(0)).isEmpty();
        assertThat(budget.take(0)).hasValueSatisfying(why -> assertThat(why).contains("--max-requests 1"));
        assertThat(budget.requests()).isEqualTo(1);
    }

    @Test
    void noRequestGoesAfterTheTimeIsOver() {
        Budget budget = new Budget(10, 1.0, Duration.ofNanos(-1));

        assertThat(budget.take(0)).hasValueSatisfying(why -> assertThat(why).contains("--max-time"));
    }
}
