package dev.loupe.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.result.ExchangeFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParameterTableTest {
    private final ParameterTable table = new ParameterTable();

    private void probed(String at, String value, boolean allowed, int status) {
        table.add(new ExchangeFacts(
                status,
                List.of(),
                null,
                null,
                null,
                new ExchangeFacts.ProbeFacts("probe", at, value, "rule", allowed),
                null));
    }

    @Test
    void theOutcomesOfProbesAreListedByParameter() {
        probed("/temperature", "2", true, 200);
        probed("/temperature", "2.0001", false, 400);
        probed("/temperature", "-1", false, 200);
        probed("/temperature", "0", true, 422);
        probed("/temperature", "0.5", true, 500);
        probed("/temperature", "0.7", true, 504);

        Map<String, List<String>> outcomes = new TreeMap<>();
        table.rows()
                .get("/temperature")
                .probes()
                .forEach((outcome, values) -> outcomes.put(outcome.toString(), values));
        assertThat(outcomes)
                .containsOnly(
                        Map.entry("accepted", List.of("2")),
                        Map.entry("rejected with 400", List.of("2.0001")),
                        Map.entry("accepted, clamped or ignored, but forbidden", List.of("-1")),
                        Map.entry("rejected with 422, but allowed", List.of("0")),
                        Map.entry("failed with 500", List.of("0.5")));
    }

    @Test
    void aProbeWithoutAParameterHasNoRow() {
        probed("", "", true, 401);
        assertThat(table.rows()).isEmpty();
    }
}
