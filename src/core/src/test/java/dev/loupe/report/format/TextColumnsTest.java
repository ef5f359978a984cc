package dev.loupe.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextColumnsTest {
    @Test
    void longNamesThatBeginAlikeStayDifferent() {
        String one = TextColumns.cutMiddle("recordings/provider/model/conversation-1.json", 20);
        String other = TextColumns.cutMiddle("recordings/provider/model/conversation-2.json", 20);
        assertThat(one).isEqualTo("recordings…on-1.json");
        assertThat(one).isNotEqualTo(other);
        assertThat(TextColumns.width(one)).isEqualTo(20);
    }

    @Test
    void aNameThatFitsIsNotCut() {
        assertThat(TextColumns.cutMiddle("exactly ten", 11)).isEqualTo("exactly ten");
    }

    @Test
    void noCharacterIsCutInHalf() {
        for (int columns = 1; columns < 12; columns++) {
            String cut = TextColumns.cutMiddle("😀😀漢字漢字😀😀漢字", columns);
            assertThat(TextColumns.width(cut)).isLessThanOrEqualTo(columns);
            assertThat(cut.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        }
    }
}
