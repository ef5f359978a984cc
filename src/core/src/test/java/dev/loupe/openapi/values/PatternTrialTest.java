package dev.loupe.openapi.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PatternTrialTest {
    private static final String BACKTRACKING = "^(([a-z0-9]+)*)+7$";

    @Test
    void aTextThatEveryPatternMatchesIsFound() {
        PatternTrial trial = new PatternTrial(1_000);

        assertThat(trial.matches(List.of("^a", "b$"), "ab")).isTrue();
        assertThat(trial.matches(List.of("^a", "c$"), "ab")).isFalse();
        assertThat(trial.matches(List.of("(", "b$"), "ab")).isFalse();
    }

    @Test
    void aPatternThatBacktracksUsesUpTheStepsOfAllMatches() {
        PatternTrial trial = new PatternTrial(1_000);

        assertThat(trial.matches(List.of(BACKTRACKING), "a".repeat(40))).isFalse();
        assertThat(trial.matches(List.of("a"), "a")).isFalse();
    }

    @Test
    void aVeryLongPatternIsNotCompiled() {
        assertThat(SampleStrings.matches(List.of("a".repeat(100_000)), "a".repeat(100_000)))
                .isTrue();
        assertThat(SampleStrings.matches(List.of("a".repeat(100_001)), "a".repeat(100_001)))
                .isFalse();
    }
}
