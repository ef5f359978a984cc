package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTruncationTest {
    /** One character of two chars. */
    private static final String GEM = "\uD83D\uDC8E";

    @Test
    void aTextThatFitsStaysAsItIs() {
        assertThat(TextTruncation.prefix("abc", 3)).isEqualTo("abc");
        assertThat(TextTruncation.shortened("abc", 3)).isEqualTo("abc");
        assertThat(TextTruncation.shortenedAtStart("abc", 3)).isEqualTo("abc");
        assertThat(TextTruncation.withLength("abc", 3)).isEqualTo("abc");
    }

    @Test
    void aLongTextIsCutAndMarked() {
        assertThat(TextTruncation.prefix("abcd", 3)).isEqualTo("abc");
        assertThat(TextTruncation.shortened("abcd", 3)).isEqualTo("abc...");
        assertThat(TextTruncation.shortenedAtStart("abcd", 3)).isEqualTo("...bcd");
        assertThat(TextTruncation.withLength("abcd", 3)).isEqualTo("abc… (4 characters)");
        assertThat(TextTruncation.prefix("abcd", 0)).isEmpty();
        assertThat(TextTruncation.shortenedAtStart("abcd", 0)).isEqualTo("...");
    }

    @Test
    void aSurrogatePairIsNeverSplit() {
        assertThat(TextTruncation.prefix("ab" + GEM, 3)).isEqualTo("ab");
        assertThat(TextTruncation.prefix("ab" + GEM + "c", 4)).isEqualTo("ab" + GEM);
        assertThat(TextTruncation.shortened("ab" + GEM, 3)).isEqualTo("ab...");
        assertThat(TextTruncation.shortenedAtStart(GEM + "ab", 3)).isEqualTo("...ab");
        assertThat(TextTruncation.withLength("ab" + GEM, 3)).isEqualTo("ab… (4 characters)");
    }

    @Test
    void aLoneSurrogateIsReplaced() {
        assertThat(TextTruncation.wellFormed("a\uD83Db")).isEqualTo("a\uFFFDb");
        assertThat(TextTruncation.wellFormed("a" + GEM)).isEqualTo("a" + GEM);
    }
}
