package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.Work;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret by its shape, and the work of the search for it. */
class SecretShapesTest {
    /** At each character: a pattern has some twenty alternatives to try there. What is quadratic looks thousands of times. */
    private static final long MAX_COMPARISONS = 60;

    private static final Redactor REDACTOR = Redactor.of("AIMLAPI_KEY");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sk-ant-api03-abcdefghijklmnopqrstuvwxyz0",
                "gsk_0123456789abcdefghijABCDEFGHIJ",
                "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
                "AKIA0123456789ABCDEF",
                "glpat-" + "0123456789abcdefghij",
                "sk_" + "live_0123456789abcdefghijABCD",
                "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "gho_0123456789abcdefghijABCDEFGHIJ012345",
                "ghu_0123456789abcdefghijABCDEFGHIJ012345",
                "ghs_0123456789abcdefghijABCDEFGHIJ012345",
                "ghr_0123456789abcdefghijABCDEFGHIJ012345",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
            })
    void keysAreKnownByTheirShape(String key) {
        assertThat(REDACTOR.redact("bad key " + key + ".")).isEqualTo("bad key ${AIMLAPI_KEY}.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chatcmpl-CQ9FPg3osank0dx0k46Z53LTqtXMl",
                "gen-1766960801-He9SRGgNx5QLMBSZW06F",
                "req_0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef",
                "fp_0123456789",
                "task-0123456789abcdefghijklmnop",
                "sk-learn-is-a-library-without-digits",
                "sk-abc",
                "risk-0123456789012345678901234567890",
                "call_0123456789abcdefghijABCD",
                "550e8400-e29b-41d4-a716-446655440000"
            })
    void idsAreNotKeys(String id) {
        assertThat(REDACTOR.redact(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "sk-_",
                "tvly-",
                "eyJ-",
                "eyJaaaaaaaaaa.eyJ",
                "SG.",
                "pat.a",
                "ico-",
                "API-",
                "secret_",
                "xoxb-1-"
            })
    void prefixesWithoutAKeyNeedFewComparisons(String prefix) {
        Work.Counted text = Work.Counted.of(prefix.repeat(20_000));
        KeySearch.find(text, key -> {});
        assertThat(text.looks()).isLessThan(4 * MAX_COMPARISONS * text.length());
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
    void aLongHostileTextNeedsFewComparisons() throws IllegalAccessException {
        String quotes = "\"password\":\"" + "\\\"".repeat(200_000);
        String dashes = "sk-" + "-".repeat(500_000);
        String names = "\"a\" : ".repeat(100_000);
        List<String> phrases = Stream.of(
                        "<aaa>1 ", " -u a", "password 1", "name='key' value='1", "--aaa ", "curl -u a:")
                .map(phrase -> phrase.repeat(50_000))
                .toList();
        List<String> texts = new ArrayList<>(phrases);
        texts.addAll(List.of(quotes, dashes, names, "sk-a".repeat(200_000), "\\\"".repeat(300_000)));
        for (String text : texts) {
            assertThat(REDACTOR.redact(text)).isNotEmpty();
            for (Pattern pattern : patterns()) {
                assertThat(Work.looks(pattern, text))
                        .as("%s in %.12s", pattern, text)
                        .isLessThan(MAX_COMPARISONS * text.length());
            }
        }
    }

    /** Every pattern that a whole text is searched with. */
    private static List<Pattern> patterns() throws IllegalAccessException {
        List<Pattern> patterns = new ArrayList<>();
        for (Class<?> holder : List.of(SecretSearch.class, SecretPatterns.class, SecretPhrases.class)) {
            for (Field field : holder.getDeclaredFields()) {
                if (field.getType() == Pattern.class) {
                    field.setAccessible(true);
                    patterns.add((Pattern) field.get(null));
                }
            }
        }
        assertThat(patterns).hasSizeGreaterThan(12);
        return patterns;
    }
}
