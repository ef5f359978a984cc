package dev.loupe.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.result.Rate;
import org.junit.jupiter.api.Test;

/** Exchanges are a sample of what a provider does; documents are all there is. */
class ProviderScoreTest {
    private static final Rate CHECKS = new Rate(7, 10);

    @Test
    void theRateOfExchangesHasAnInterval() {
        ProviderScore score = new ProviderScore(CHECKS, new Rate(3, 20), false);
        assertThat(score.conformantExchanges()).isEqualTo("3 of 20 (5-36 %) exchanges");
        assertThat(score.upper()).isGreaterThan(score.lower());
    }

    @Test
    void theRateOfDocumentsHasNone() {
        ProviderScore score = new ProviderScore(CHECKS, new Rate(0, 1), true);
        assertThat(score.conformantExchanges()).isEqualTo("0 of 1 documents");
        assertThat(score.upper()).isEqualTo(score.lower()).isZero();
    }
}
