package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds between a value that looks generated and an ordinary word. */
class SecretNamesTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "abcdefghijk0 | true | letters and a digit",
                "abcdefghijk9 | true | letters and a digit",
                "abcdefghij0 | false | too short",
                "012345678901 | false | no letter",
                "abcdefghijkl | false | no digit",
                "abcdefghijABCDEFGHIJ | true | many letters of both cases",
                "abcdefghijABCDEFGHI | false | too few letters of both cases",
                "abcdefghijabcdefghij | false | one case",
                "ABCDEFGHIJABCDEFGHIJ | false | one case",
                "CreateChatCompletionStreamResponse | false | words with capitals",
                "createChatCompletionStream | false | words with capitals, the first without",
                "CreateChatCompletionStreamRe | true | a last word of two letters",
                "CreateChAtCompletionStream | true | a word of two letters in the middle",
                "abcdefghijk~0 | true | the last character of ASCII that is printed",
                "abcdef ghijk0 | false | two words",
                "abcdefghijk0\u007f | false | a control character",
                "abcdefghijk0é | false | not ASCII",
                "${abcdefghij0} | false | a variable",
                "<abcdefghij0> | false | a description"
            },
            delimiter = '|')
    void aValueLooksGenerated(String value, boolean generated, String reason) {
        assertThat(SecretNames.isGenerated(value)).as(reason).isEqualTo(generated);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "abcdefg0 | true | the shortest",
                "abcdef0 | false | too short",
                "abcdefgh | false | a word",
                "01234567 | false | a short number",
                "01234567890 | false | a short number",
                "012345678901 | true | a long number",
                "abcdefghijklmno | false | a word",
                "abcdefghijklmnop | true | too long for a word",
                "abcdef 0 | false | two words",
                "$abcdef0 | false | a variable",
                "<abcdef0 | false | a description"
            },
            delimiter = '|')
    void aSecretIsDistinctWhereNoOrdinaryTextContainsIt(String value, boolean distinct, String reason) {
        assertThat(SecretNames.isDistinct(value)).as(reason).isEqualTo(distinct);
    }

    @ParameterizedTest
    @CsvSource({
        "key, abcdefghijk0, true",
        "key, C minor, false",
        "tokens, abcdefghijk0, false",
        "api_keys, abcdefghijk0, true",
        "API-Key, v, true",
        "sort_key, abcdefghijk0, false",
        "auth, abcdefghijk0, true",
        "monkeys, abcdefghijk0, false"
    })
    void aPropertyIsSecretByItsNameAndValue(String name, String value, boolean secret) {
        assertThat(SecretNames.isProperty(name, value)).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "code, abcdefghijklmnopqrs0, true",
        "code, abcdefghijklmnopqr0, false",
        "code, abcdefghijklmnopqrst, false",
        "sig, v, true",
        "x-auth, v, true",
        "page, abcdefghijklmnopqrs0, false"
    })
    void aParameterIsSecretByItsNameAndValue(String name, String value, boolean secret) {
        assertThat(SecretNames.isParameter(name, value)).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, true",
        "X-Api-Key, true",
        "X-Vendor-Token, true",
        "X-Forwarded-Auth, true",
        "Set-Cookie, true",
        "DPoP, true",
        "X-Request-Id, false",
        "Content-Type, false",
        "Sec-WebSocket-Key, false",
        "X-RateLimit-Reset-Token, false",
        "Access-Control-Allow-Authorization, false"
    })
    void aHeaderIsSecretByItsName(String name, boolean secret) {
        assertThat(SecretNames.isHeader(name)).isEqualTo(secret);
    }
}
