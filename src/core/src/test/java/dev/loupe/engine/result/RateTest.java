package dev.loupe.engine.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void theIntervalIsThatOfWilson() {
        // published values: the score interval for 3 of 20 and for 81 of 263, 95 %
        assertThat(new Rate(3, 20).lower()).isCloseTo(0.0524, within(0.0001));
        assertThat(new Rate(3, 20).upper()).isCloseTo(0.3604, within(0.0001));
        assertThat(new Rate(81, 263).lower()).isCloseTo(0.2553, within(0.0001));
        assertThat(new Rate(81, 263).upper()).isCloseTo(0.3662, within(0.0001));
    }

    @Test
    void agreementOfAllTrialsIsNotCertainty() {
        assertThat(new Rate(3, 3).upper()).isEqualTo(1);
        assertThat(new Rate(3, 3).lower()).isCloseTo(0.4385, within(0.0001));
        assertThat(new Rate(0, 3).lower()).isZero();
        assertThat(new Rate(0, 3).upper()).isCloseTo(0.5615, within(0.0001));
    }

    @Test
    void noTrialsAllowEveryShare() {
        Rate none = new Rate(0, 0);
        assertThat(none.lower()).isZero();
        assertThat(none.upper()).isEqualTo(1);
        assertThat(none).hasToString("0 of 0");
    }

    @Test
    void theTextHasCountAndInterval() {
        assertThat(new Rate(0, 20)).hasToString("0 of 20 (0-16 %)");
        assertThat(new Rate(50, 100)).hasToString("50 of 100 (40-60 %)");
        assertThat(new Rate(3, 20)).hasToString("3 of 20 (5-36 %)");
    }

    @Test
    void moreThanAllIsNoRate() {
        assertThatThrownBy(() -> new Rate(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
