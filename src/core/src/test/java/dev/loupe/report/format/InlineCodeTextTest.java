package dev.loupe.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.report.format.InlineCodeText.Piece;
import org.junit.jupiter.api.Test;

class InlineCodeTextTest {
    @Test
    void whatStandsInBackticksIsCode() {
        assertThat(InlineCodeText.of("`min_p` went from 0 to `1`").pieces())
                .containsExactly(new Piece("min_p", true), new Piece(" went from 0 to ", false), new Piece("1", true));
    }

    @Test
    void aBacktickWithoutItsPartnerIsText() {
        assertThat(InlineCodeText.of("a `name` and a ` alone").pieces())
                .extracting(Piece::code)
                .containsOnly(false);
        assertThat(text("a `name` and a ` alone")).isEqualTo("a `name` and a ` alone");
    }

    @Test
    void whatCannotBeSeenIsMadeVisible() {
        assertThat(text("a\u202eb")).isEqualTo(VisibleText.line("a\u202eb")).doesNotContain("\u202e");
    }

    private static String text(String sentence) {
        StringBuilder text = new StringBuilder();
        InlineCodeText.of(sentence).pieces().forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
