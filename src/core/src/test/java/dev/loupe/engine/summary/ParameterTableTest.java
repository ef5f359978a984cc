package dev.loupe.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.result.ExchangeFacts;
import java.util.List;
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
                new ExchangeFacts.ProbeFacts("probe", at, value, "rule", allowed)));
    }

    @Test
    void whatBecameOfAProbeStandsAtItsParameter() {
        probed("/temperature", "2", true, 200);
        probed("/temperature", "2.0001", false, 400);
        probed("/temperature", "-1", false, 200);
        probed("/temperature", "0", true, 422);
        assertThat(table.rows().get("/temperature").probes())
                .containsEntry("accepted", List.of("2"))
                .containsEntry("rejected with 400", List.of("2.0001"))
                .containsEntry("accepted or ignored, though outside", List.of("-1"))
                .containsEntry("rejected with 422, though inside", List.of("0"));
    }

    @Test
    void whatAsksAboutNoParameterHasNoRow() {
        probed("", "", true, 401);
        assertThat(table.rows()).isEmpty();
    }
}
