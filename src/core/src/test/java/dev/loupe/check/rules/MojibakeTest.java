package dev.loupe.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are UTF-8 that was decoded as Latin-1 or Windows-1252. */
class MojibakeTest {
    private static String decoded(String text, Charset charset) {
        return new String(text.getBytes(StandardCharsets.UTF_8), charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u4e16", "\u0800", "\uffee", "\ud83d\ude00", "\ud800\udc00", "\udbff\udffd"})
    void oneLongSequenceIsEnough(String character) {
        String latin = decoded(character, StandardCharsets.ISO_8859_1);
        assertThat(Mojibake.in("before " + latin + " after")).isEqualTo(latin);
        assertThat(Mojibake.in("at the end " + latin)).isEqualTo(latin);
        assertThat(Mojibake.in("cut " + latin.substring(0, latin.length() - 1))).isEmpty();
        assertThat(Mojibake.in("interrupted " + latin.substring(0, 2) + "x" + latin.substring(2)))
                .isEmpty();
    }

    @Test
    void windowsIsFoundToo() {
        String dash = decoded("\u2014", Charset.forName("windows-1252"));
        assertThat(Mojibake.in("so" + dash + "called")).isEqualTo(dash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080", "\u00e9", "\u07ff"})
    void pairsCountOnlyTogether(String character) {
        String pair = decoded(character, StandardCharsets.ISO_8859_1);
        assertThat(Mojibake.in("one " + pair + " alone")).isEmpty();
        assertThat(Mojibake.in("two " + pair + " of " + decoded("\u00e4", StandardCharsets.ISO_8859_1)))
                .isEqualTo(pair);
    }

    @Test
    void onePairInTheMiddleOfAWordIsEnough() {
        assertThat(Mojibake.in("un caf\u00c3\u00a9 noir")).isEqualTo("\u00c3\u00a9");
        assertThat(Mojibake.in("une f\u00c3\u00aate")).isEmpty();
        assertThat(Mojibake.in("\u00ab caf\u00c9\u00bb")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "caf\u00e9 \u00e0 la \u00c3\u00a0 carte, \u00c3\u00a0 nouveau",
                "\u00c1\u00ff \u00c1\u00ff",
                "\u00c3\u00c0 \u00c3\u00c0",
                "\u00f5\u0080\u0080\u0080 \u4e16\u754c"
            })
    void otherTextsAreReadable(String text) {
        assertThat(Mojibake.in(text)).isEmpty();
    }
}
