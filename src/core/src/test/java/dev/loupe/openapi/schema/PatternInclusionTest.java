package dev.loupe.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.openapi.schema.PatternInclusion.Inclusion;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pattern lets in all that another one does. */
final class PatternInclusionTest {
    @ParameterizedTest(name = "{0} within {1}: {2}")
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '\'',
            textBlock =
                    """
                    ^a$ ~ a ~ within
                    a ~ ^a$ ~ 0a
                    ^\\d+$ ~ ^[0-9]+$ ~ within
                    ^[a-z]{1,64}$ ~ ^[a-z]{1,63}$ ~ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    ^[a-z]{1,63}$ ~ ^[a-z]{1,64}$ ~ within
                    ^(a|b)*$ ~ ^[ab]*$ ~ within
                    ^[ab]*$ ~ ^(a*b*)*$ ~ within
                    ^x-|^y- ~ ^[xy]- ~ within
                    ^(x|y)- ~ ^x- ~ y-
                    ^[^a]$ ~ ^[\\s\\S]$ ~ within
                    ^.$ ~ ^[^a]$ ~ a
                    ^a?b ~ ^b|^ab ~ within
                    ^\\u0061$ ~ ^a$ ~ within
                    ^[-a]$ ~ ^(-|a)$ ~ within
                    ^a.c$ ~ ^a[^\\n]c$ ~ within
                    ^a[^\\n]c$ ~ ^a.c$ ~ 'a\rc'
                    ^(?=a)a$ ~ ^a$ ~ undecided
                    ^(a)\\1$ ~ ^aa$ ~ undecided
                    ^\\p{L}$ ~ ^a$ ~ undecided
                    $a ~ b ~ undecided
                    a^b ~ b ~ undecided
                    """)
    void isDecided(String one, String other, String expected) {
        String found =
                switch (PatternInclusion.within(List.of(one), List.of(other))) {
                    case Inclusion.Within within -> "within";
                    case Inclusion.Beyond(String text) -> text;
                    case Inclusion.Undecided undecided -> "undecided";
                };
        assertThat(found).isEqualTo(expected.replace("\\r", "\r"));
    }

    @Test
    void everythingIsWithinAPatternThatRulesNothingOut() {
        assertThat(PatternInclusion.within(List.of(), List.of("^[\\s\\S]*$"))).isInstanceOf(Inclusion.Within.class);
        assertThat(PatternInclusion.within(List.of(), List.of("^.*$"))).isInstanceOf(Inclusion.Beyond.class);
    }

    @Test
    void patternsThatNeedTooManyStepsStayUndecided() {
        String bomb = "(a|b)*a(a|b){40}";
        assertThat(PatternInclusion.within(List.of("^" + bomb + "c$"), List.of("^" + bomb + "d$|^" + bomb + "c$")))
                .isNotInstanceOf(Inclusion.Beyond.class);
        assertThat(PatternInclusion.within(List.of("^a{100000}$"), List.of("^a$")))
                .isInstanceOf(Inclusion.Undecided.class);
    }

    /** What is decided must agree with a matcher of another make, on many small patterns and all short texts. */
    @Test
    void theMatcherOfTheLanguageAgrees() {
        Random random = new Random(20261127);
        List<String> texts = texts();
        int beyond = 0;
        int within = 0;
        for (int i = 0; i < 3_000; i++) {
            String one = pattern(random, 3);
            String other = pattern(random, 3);
            switch (PatternInclusion.within(List.of(one), List.of(other))) {
                case Inclusion.Beyond(String text) -> {
                    beyond++;
                    assertThat(found(one, text)).as(one + " on " + text).isTrue();
                    assertThat(found(other, text)).as(other + " on " + text).isFalse();
                }
                case Inclusion.Within yes -> {
                    within++;
                    assertThat(texts)
                            .as(one + " within " + other)
                            .allMatch(text -> !found(one, text) || found(other, text));
                }
                case Inclusion.Undecided undecided -> {}
            }
        }
        assertThat(beyond).isGreaterThan(500);
        assertThat(within).isGreaterThan(300);
    }

    private static boolean found(String pattern, String text) {
        // in Java "$" matches before a last line end too, in ECMA 262 it does not
        return Pattern.compile(pattern.replace("$", "\\z")).matcher(text).find();
    }

    private static List<String> texts() {
        List<String> all = new java.util.ArrayList<>(List.of(""));
        for (int i = 0; i < all.size() && all.get(i).length() < 5; i++) {
            for (String letter : List.of("a", "b", "c")) {
                all.add(all.get(i) + letter);
            }
        }
        return all;
    }

    private static String pattern(Random random, int depth) {
        String inside = part(random, depth);
        return switch (random.nextInt(4)) {
            case 0 -> "^" + inside;
            case 1 -> inside + "$";
            case 2 -> "^(" + inside + ")$";
            default -> inside;
        };
    }

    private static String part(Random random, int depth) {
        if (depth == 0) {
            return List.of("a", "b", "[ab]", "[^a]", ".", "c").get(random.nextInt(6));
        }
        String one = part(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> one + part(random, depth - 1);
            case 1 -> "(" + one + "|" + part(random, depth - 1) + ")";
            case 2 -> "(" + one + ")*";
            case 3 -> "(" + one + ")?";
            case 4 -> "(" + one + "){1,2}";
            default -> "(" + one + ")+";
        };
    }
}
