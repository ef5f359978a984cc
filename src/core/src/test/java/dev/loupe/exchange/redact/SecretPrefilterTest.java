package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of every shape and phrase: what is written in halves is so that no scanner of repositories takes it for real. */
class SecretPrefilterTest {
    private static final Redactor REDACTOR = Redactor.of("K");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-" + "or-v1-0123456789abcdef0123456789abcdef",
                "AIza" + "Sy0123456789abcdefABCDEF0123456789x",
                "gsk_" + "0123456789abcdefghijABCDEFGHIJ",
                "xai-" + "0123456789abcdefghijABCDEFGHIJ0123456789",
                "pplx-" + "0123456789abcdefghijABCDEFGHIJ0123456789",
                "nvapi-" + "0123456789abcdefghijABCDEFGHIJ0123456789",
                "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH",
                "r8_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH",
                "fw_" + "0123456789abcdefghijABCD",
                "AQ.Ab8RN6" + "0123456789abcdefghijABCDEFGHIJ",
                "cpk_" + "0123456789abcdef0123.abcdefghijABCDEFGHIJ0123",
                "cfut_" + "0123456789abcdefghij0123456789abcdefghij",
                "ABSK" + "QmVkcm9ja0FQSUtleS0xMjM0NTY3ODkwYWJjZGVm" + "Z2hpag==",
                "tgp_v1_" + "0123456789abcdefghijABCDEFGHIJ",
                "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345",
                "gho_" + "0123456789abcdefghijABCDEFGHIJ012345",
                "ghu_" + "0123456789abcdefghijABCDEFGHIJ012345",
                "ghs_" + "0123456789abcdefghijABCDEFGHIJ012345",
                "ghr_" + "0123456789abcdefghijABCDEFGHIJ012345",
                "github_pat_" + "0123456789abcdefghijABCDEFGHIJ0123456789",
                "glpat-" + "0123456789abcdefghij",
                "sk_live_" + "0123456789abcdefghij",
                "rk_test_" + "0123456789abcdefghij",
                "xoxb-" + "0123456789-abcdefghij",
                "AKIA" + "0123456789ABCDEF",
                "ASIA" + "0123456789ABCDEF",
                "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                "Bearer " + "0123456789abcdef0123456789abcdef",
                "Basic " + "dXNlcjpwYXNzd29yZDEyMw==",
                "authorization: bearer " + "abcdefghIJKLMNOPqrstuvwx",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj",
                "https://x/y?key=0123456789abcdef",
                "https://x/y?n=1&sig=0123456789abcdef",
                "https://x/y?signature=0123456789abcdef",
                "https://x/y?auth=0123456789abcdef",
                "https://x/y?token=0123456789abcdef",
                "https://x/y?secret=0123456789abcdef",
                "api_key=0123456789abcdef",
                "client_secret: 0123456789abcdef",
                "{\"apiKey\":\"v\"}",
                "{\"access_token\":\"v\"}",
                "{\"secret\":\"v\"}",
                "{\"passwd\":\"v\"}",
                "{\"accessKeyId\":\"v\"}",
                "{\"Authorization\":\"v\"}",
                "{\"a\":\"{\\\"password\\\":\\\"v\\\"}\"}"
            })
    void whatIsRedactedLeavesATraceWhereverItStands(String secret) {
        for (String text : new String[] {secret, "Say: \"" + secret + "\"", "äöü\n" + secret + "\n.", "(" + secret}) {
            assertThat(REDACTOR.redact(text)).as(text).contains("${").isNotEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The key points: tokens, monkeys and a cook; mask-like and risk-free. What a task_force!",
                "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2},\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}",
                "{\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"system_fingerprint\":\"fp_07871e2ad8\"}",
                "{\"index\":0,\"delta\":{\"content\":\" key\"},\"finish_reason\":null}"
            })
    void ordinaryTextLeavesNone(String text) {
        assertThat(SecretPrefilter.in(text)).isFalse();
    }

    @Test
    void textThatOnlySpeaksOfSecretsIsLeftAsItIs() {
        for (String text : new String[] {
            "Set the header Authorization: Bearer YOUR_API_KEY and call it.",
            "curl -H \"Authorization: Bearer $OPENAI_API_KEY\" https://x/y?key=YOUR_KEY",
            "client = OpenAI(api_key=os.environ[\"OPENAI_API_KEY\"])",
            "The bearer of this letter, Basic authentication, a bearer internationalization-aware token",
            "password: choose one; the secret = patience; api_key = required",
            "A file begins with -----BEGIN PRIVATE KEY----- and then comes base64.",
            "WWW-Authenticate: Bearer realm=\"example\"",
            "What does ?key=value mean in an address?"
        }) {
            assertThat(REDACTOR.redact(text)).isEqualTo(text);
        }
    }
}
