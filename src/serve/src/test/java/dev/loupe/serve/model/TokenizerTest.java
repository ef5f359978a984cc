package dev.loupe.serve.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenizerTest {
    @Test
    void wordsTakeTheSpaceBeforeThemAndAreCutAtEightLetters() {
        assertThat(Tokenizer.tokens("Hello little crystallography"))
                .containsExactly("Hello", " little", " crystall", "ography");
    }

    @Test
    void digitsPunctuationAndEmojisCountOneByOne() {
        assertThat(Tokenizer.tokens("12, 💎!")).containsExactly("1", "2", ",", " ", "💎", "!");
    }

    @Test
    void whiteSpaceOfOneKindStaysTogether() {
        assertThat(Tokenizer.tokens("a\n\n\nb   c")).containsExactly("a", "\n\n\n", "b", "  ", " c");
    }

    @Test
    void theTokensJoinedAreTheTextAndEachIsPlausible() {
        SplittableRandom random = new SplittableRandom(7);
        String letters = "ab cZ\n\t 9.,'é漢字💎 \u0301ß  ";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(String.join("", Tokenizer.tokens(text.toString()))).isEqualTo(text.toString());
            assertThat(Tokenizer.count(text.toString()))
                    .isEqualTo(Tokenizer.tokens(text.toString()).size());
            assertThat(Tokenizer.tokens(text.toString()))
                    .allMatch(token -> token.getBytes(StandardCharsets.UTF_8).length <= 40);
        }
    }
}
