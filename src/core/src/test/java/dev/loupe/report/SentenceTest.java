package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.report.Sentence.Piece;
import org.junit.jupiter.api.Test;

class SentenceTest {
    @Test
    void whatStandsInBackticksIsCode() {
        assertThat(Sentence.of("`min_p` went from 0 to `1`").pieces())
                .containsExactly(new Piece("min_p", true), new Piece(" went from 0 to ", false), new Piece("1", true));
    }

    @Test
    void aBacktickWithoutItsPartnerIsText() {
        assertThat(Sentence.of("a `name` and a ` alone").pieces())
                .extracting(Piece::code)
                .containsOnly(false);
        assertThat(text("a `name` and a ` alone")).isEqualTo("a `name` and a ` alone");
    }

    @Test
    void whatCannotBeSeenIsMadeVisible() {
        assertThat(text("a\u202eb")).isEqualTo(Visible.line("a\u202eb")).doesNotContain("\u202e");
    }

    private static String text(String sentence) {
        StringBuilder text = new StringBuilder();
        Sentence.of(sentence).pieces().forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
