package dev.loupe.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ECMA-262 means and Java reads otherwise or not at all. */
class JavaRegexTest {
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # letters of a class that Java takes for operators
                    ^[^[\\]]+$               | abc     | true
                    ^[^[\\]]+$               | a[c     | false
                    ^[[a]$                  | [       | true
                    ^[a&&b]$                | &       | true
                    ^[a&&b]$                | a       | true
                    ^[a^]$                  | ^       | true
                    ^[^^]$                  | ^       | false
                    ^[]                     | a       | false
                    ^[^]$                   | "\n"    | true
                    # the end of the text, and the ends of lines
                    ^a$                     | "a\n"   | false
                    ^a$                     | a       | true
                    ^[$]$                   | $       | true
                    # braces that repeat nothing
                    ^{a}$                   | {a}     | true
                    ^a{,3}$                 | a{,3}   | true
                    ^a{2}$                  | aa      | true
                    ^a{1,}$                 | aa      | true
                    # code points, properties, white space
                    ^[\\u{1F600}-\\u{1F64F}]$ | 😀      | true
                    ^\\u{41}$                | A       | true
                    ^\\u0041$                | A       | true
                    ^\\p{Emoji_Presentation}$ | 😀     | true
                    ^\\p{Letter}\\P{Letter}$  | a1      | true
                    ^\\p{L}+$                | éж      | true
                    ^[\\p{Lowercase}_]+$     | a_      | true
                    ^\\p{Script=Greek}$      | α       | true
                    ^\\p{scx=Greek}$         | α       | true
                    ^\\p{gc=Decimal_Number}$ | 7       | true
                    ^\\$\\.\\\\$                | "$.\\" | true
                    # what only Java reads
                    (?i)^abc\\Z              | ABC     | true
                    """)
    void aTextMatches(String ecma, String text, boolean matches) {
        assertThat(Pattern.compile(JavaRegex.of(ecma)).matcher(text).find()).isEqualTo(matches);
    }

    @Test
    void whiteSpaceAndEndsOfLinesAreThoseOfUnicode() {
        assertThat(matches("^.$", 0x85)).isTrue();
        assertThat(matches("^.$", 0x2028)).isFalse();
        assertThat(matches("^\\s$", 0xA0)).isTrue();
        assertThat(matches("^[\\s]$", 0xFEFF)).isTrue();
        assertThat(matches("^\\S$", 0x3000)).isFalse();
        assertThat(matches("^\\0$", 0)).isTrue();
    }

    private static boolean matches(String ecma, int letter) {
        return Pattern.compile(JavaRegex.of(ecma))
                .matcher(Character.toString(letter))
                .find();
    }
}
