package dev.loupe.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingLocationTest {
    /** A run keeps locations of hundreds of thousands of exchanges in memory. */
    @Test
    void equalPointersAreOneObject() {
        assertThat(FindingLocation.body("/usage/prompt_tokens").pointer())
                .isSameAs(FindingLocation.event(7, "/usage/prompt_tokens").pointer());
    }
}
