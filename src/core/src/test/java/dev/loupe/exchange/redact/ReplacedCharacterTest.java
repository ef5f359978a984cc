package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a character, whatever the random number is, tells its class and nothing else. */
class ReplacedCharacterTest {
    private static final int RANDOM = 0x10000;

    private static Set<Character> replacements(char c, boolean first) {
        Set<Character> all = new TreeSet<>();
        for (int random = 0; random < RANDOM; random++) {
            all.add(ReplacedCharacter.of(c, random, first));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            chars = {'a', 'm', 'z', 'A', 'Z', '1', '9', 'é', 'ж', 'Ж', 'ש', 'あ', 'ア', 'ส', '一', '東', '\u9FFF', '가', '힣'
            })
    void aCharacterBecomesOneOfItsScriptCaseAndLength(char c) {
        assertThat(replacements(c, false)).hasSizeGreaterThan(5).allSatisfy(other -> {
            assertThat(Character.getType(other)).isEqualTo(Character.getType(c));
            assertThat(Character.UnicodeScript.of(other)).isEqualTo(Character.UnicodeScript.of(c));
            assertThat(length(other)).isEqualTo(length(c));
        });
    }

    @ParameterizedTest
    @ValueSource(chars = {'a', 'z', 'A', 'Z'})
    void everyLetterOfTheAlphabetCanBeMeant(char c) {
        assertThat(replacements(c, false)).hasSize(26);
    }

    @Test
    void aNumberBeginsWithAZeroOnlyWhereItDid() {
        assertThat(replacements('0', true)).containsExactly('0');
        assertThat(replacements('9', true)).hasSize(9).doesNotContain('0');
        assertThat(replacements('0', false)).hasSize(10);
        assertThat(replacements('9', false)).hasSize(10);
    }

    /** The block has no other character of this class. */
    @Test
    void aCharacterWithoutAnotherOfItsClassStays() {
        assertThat(replacements('_', false)).containsExactly('_');
    }

    private static int length(char c) {
        return String.valueOf(c).getBytes(StandardCharsets.UTF_8).length;
    }
}
