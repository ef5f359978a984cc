package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.Samples;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentServerErrorsTest {
    private static final Instant NOW = Instant.EPOCH;
    private final RecentServerErrors errors = new RecentServerErrors();

    @Test
    void a5xxIsNamedForASecond() {
        errors.received(Samples.status("rejected", 400), NOW);
        errors.received(Samples.status("failed", 500), NOW);

        assertThat(errors.before(NOW.plusSeconds(1))).containsExactly("failed (500)");
        assertThat(errors.before(NOW.plusSeconds(1).plusMillis(1))).isEmpty();
    }

    @Test
    void theLastEightAreNamed() {
        IntStream.range(0, 10).forEach(i -> errors.received(Samples.status("e" + i, 500), NOW));

        assertThat(errors.before(NOW)).hasSize(8).startsWith("e2 (500)").endsWith("e9 (500)");
    }
}
