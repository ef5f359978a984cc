package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedTextTest {
    private static List<String> decoded(String text) {
        return DecodedText.of(text).decoded().stream().map(DecodedText::text).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "s%6b, sk",
        "%73k, sk",
        "s%6B%, sk%",
        "s%6b%2, sk%2",
        "%zz%6b, %zzk",
        "%C3%A9%6b, %C3%A9k",
        "s\\u006b, sk",
        "s\\u006B-, sk-",
        "s\\/k, s/k",
        "s&#107;, sk",
        "s&#x6b;, sk",
        "s&#X6B;, sk",
        "s&#126;, s~",
        "s&#00107;, sk",
        "s&amp;k, s&k",
        "s&quot;k, s\"k",
    })
    void anEscapedCharacterIsDecoded(String text, String expected) {
        assertThat(decoded(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk",
                "100%",
                "%C3%A9",
                "5 %-x",
                "%7",
                "%zz",
                "\\",
                "a\\n",
                "a\\",
                "&",
                "&#",
                "&#107",
                "&#0;",
                "&#127;",
                "&#x7f;",
                "&#000107;",
                "&#1g7;",
                "&amp"
            })
    void aTextWithoutEscapesHasNoDecodedForm(String text) {
        assertThat(decoded(text)).isEmpty();
    }

    @Test
    void escapesInEscapesAreDecodedToADepthOfThree() {
        assertThat(decoded("%2573k")).containsExactly("%73k", "sk");
        assertThat(decoded("%252573k")).containsExactly("%2573k", "%73k", "sk");
        assertThat(decoded("%25252573k")).containsExactly("%252573k", "%2573k", "%73k");
        assertThat(decoded("\\u002573k")).containsExactly("%73k", "sk");
        assertThat(decoded("&#37;73k")).containsExactly("%73k", "sk");
    }

    @Test
    void theNumberOfDecodedFormsIsBounded() {
        assertThat(decoded("\\u0061%62&#99;\0")).hasSize(16);
    }

    @Test
    void aTextInUtf16HasNoZeros() {
        assertThat(decoded("s\0k\0")).containsExactly("sk");
        assertThat(decoded("\0s\0k")).containsExactly("sk");
    }

    @ParameterizedTest
    @CsvSource({"as%6b-,  2, 5", "as\\u006b-, 2, 8", "as&#107;-, 2, 8", "as\\/-, 2, 4"})
    void aDecodedCharacterHasItsLocationInTheOriginal(String text, int start, int end) {
        DecodedText decoded = DecodedText.of(text).decoded().getFirst();

        assertThat(decoded.start(1)).isEqualTo(1);
        assertThat(decoded.start(2)).isEqualTo(start);
        assertThat(decoded.end(3)).isEqualTo(end);
        assertThat(decoded.start(3)).isEqualTo(end);
    }

    @Test
    void aCharacterThatIsEscapedTwiceHasItsLocationInTheOriginal() {
        DecodedText twice = DecodedText.of("a%2573k").decoded().getLast();

        assertThat(twice.text()).isEqualTo("ask");
        assertThat(twice.start(1)).isEqualTo(1);
        assertThat(twice.end(2)).isEqualTo(6);
        assertThat(twice.end(0)).isZero();
    }

    @Test
    void onlyTheEscapesOfOneKindAreRemovedWhereOneKindIsKnown() {
        DecodedText text = DecodedText.of("%73\\u006b");

        assertThat(text.withoutJsonEscapes().text()).isEqualTo("%73k");
        assertThat(text.withoutPercentEscapes().text()).isEqualTo("s\\u006b");
        assertThat(DecodedText.of("\\u006b").withoutJsonEscapes().text()).isEqualTo("k");
        assertThat(DecodedText.of("%73").withoutPercentEscapes().text()).isEqualTo("s");
        assertThat(DecodedText.of("\n  s").unwrapped().text()).isEqualTo("s");
        assertThat(DecodedText.of("s\r\n \tk y").unwrapped().text()).isEqualTo("sk y");
    }
}
