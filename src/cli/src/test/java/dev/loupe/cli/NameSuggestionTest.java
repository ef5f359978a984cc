package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameSuggestionTest {
    private static final List<String> KNOWN = List.of("replay", "report", "record", "run", "usage.total-is-sum");

    @Test
    void aMisspelledNameIsRecognized() {
        assertThat(NameSuggestion.of("repaly", KNOWN)).isEqualTo("; did you mean 'replay'?");
        assertThat(NameSuggestion.of("REPLAY", KNOWN)).isEqualTo("; did you mean 'replay'?");
        assertThat(NameSuggestion.of("reprt", KNOWN)).isEqualTo("; did you mean 'report'?");
        assertThat(NameSuggestion.of("usage.total-sum", KNOWN)).isEqualTo("; did you mean 'usage.total-is-sum'?");
        assertThat(NameSuggestion.of("usage.total", KNOWN)).isEqualTo("; did you mean 'usage.total-is-sum'?");
    }

    @Test
    void nothingIsSuggestedForAnotherWord() {
        assertThat(NameSuggestion.of("banana", KNOWN)).isEmpty();
        assertThat(NameSuggestion.of("", KNOWN)).isEmpty();
        assertThat(NameSuggestion.of("x".repeat(10_000), KNOWN)).isEmpty();
    }
}
