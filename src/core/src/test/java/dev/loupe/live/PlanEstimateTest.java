package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Body;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlanEstimateTest {
    private static final ProbePlan PLAN =
            ProbePlan.of(ContractSchemas.of(Contracts.named("gemma-3n").orElseThrow()), "", Thoroughness.STANDARD);

    @Test
    void theInputIsThatOfTheRequestsWithTheirLimit() {
        long bytes = PlannedRequests.of(PLAN).stream()
                .map(request -> request.bounded().isEmpty()
                        ? request.body()
                        : request.bounded().getFirst().body())
                .mapToLong(PlanEstimateTest::bytes)
                .sum();
        PlanEstimate estimate = PlanEstimate.of(PLAN, 0);
        assertThat(estimate.limited().input()).isEqualTo(bytes);
        assertThat(estimate.unlimited().input()).isEqualTo(bytes);
        assertThat(estimate.unlimited().output())
                .isGreaterThan(estimate.limited().output());
    }

    private static int bytes(Body body) {
        return switch (body) {
            case Body.Json(var json) -> json.toString().getBytes(StandardCharsets.UTF_8).length;
            case Body.Text(String text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case Body.Bytes(byte[] bytes) -> bytes.length;
            case Body.None none -> 0;
        };
    }

    @Test
    void aRepeatCountsAsTheMostExpensiveRequest() {
        CostEstimate once = PlanEstimate.of(PLAN, 0).limited();
        CostEstimate more = PlanEstimate.of(PLAN, 6).limited();
        assertThat(more.output()).isEqualTo(once.output() + 6 * CostEstimate.UNLIMITED);
        assertThat(more.input()).isGreaterThan(once.input());
    }
}
