package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.ProviderResolver;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check passes at its limit and is violated one step beyond it. */
class CheckBoundariesTest {
    private static final String RECORDING =
            """
            {"format": "loupe-exchange/1", "id": "x", "request": {"method": "POST", "url": "https://HOST/v1/chat/completions",
             "body": {"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": null}},
             "response": {"status": 200, "headers": {"content-type": "application/json"},
             "body": {"id": "gen-1", "object": "chat.completion", "created": 1753000000, "model": "google/gemma-3-4b-it",
             "choices": [{"index": 0, "message": {"role": "assistant", "content": "TEXT"},
             "logprobs": {"content": [{"token": "a", "logprob": -1, "bytes": [97], "top_logprobs": []}]}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12, "cost": 0.0000003,
             "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
             "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0}}}}}"""
                    .replace("\n", "");
    private static final String STREAM =
            """
            {"format": "loupe-exchange/1", "id": "x", "request": {"method": "POST", "url": "https://HOST/v1/chat/completions",
             "body": {"model": "m", "messages": [], "stream": true}}, "response": {"status": 200, "stream": [
             {"at": 0, "raw": "CHUNK"}, {"at": GAP, "raw": "CHUNK"}, {"at": 60000.6, "raw": "data: [DONE]\\n\\n"}]}}"""
                    .replace("\n", "")
                    .replace(
                            "CHUNK",
                            "data: {\\\"object\\\": \\\"chat.completion.chunk\\\", \\\"choices\\\": []}\\n\\n");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            logprobs.not-positive      | "logprob": -1          | "logprob": 0              | "logprob": 0.001
            usage.detail-within-total  | "reasoning_tokens": 0  | "reasoning_tokens": 3     | "reasoning_tokens": 4
            usage.detail-within-total  | 0, "audio_tokens": 0}} | 0, "audio_tokens": 9}}    | 0, "audio_tokens": 10}}
            usage.detail-within-total  | 0, "audio_tokens": 0}, | 0, "audio_tokens": 3},    | 0, "audio_tokens": 4},
            usage.cached-within-prompt | "cached_tokens": 0     | "cached_tokens": 9        | "cached_tokens": 10
            usage.plausible-length     | "completion_tokens": 3 | "completion_tokens": 36   | "completion_tokens": 37
            usage.total-is-sum         | "total_tokens": 12     | "total_tokens": 12        | "total_tokens": 11
            """)
    void passesAtTheLimit(String check, String part, String atLimit, String beyond) {
        assertThat(mark(check, "llm.example.net", RECORDING.replace(part, atLimit)))
                .isEqualTo('P');
        assertThat(mark(check, "llm.example.net", RECORDING.replace(part, beyond)))
                .isEqualTo('V');
    }

    /** 48 bytes for each token; the recording has 3. */
    @ParameterizedTest
    @CsvSource({"144, P", "191, P", "192, V"})
    void aTokenHasAtMost48Bytes(int bytes, char mark) {
        assertThat(mark("usage.plausible-length", "llm.example.net", RECORDING.replace("TEXT", "a".repeat(bytes))))
                .isEqualTo(mark);
    }

    /** A recording states that the response is one to a probe. */
    @ParameterizedTest
    @CsvSource({"6, P", "7, V"})
    void aTokenOfAProbeHasAtMostTwoWords(int words, char mark) {
        String probe =
                "{\"id\": \"baseline/plain\", \"at\": \"\", \"value\": \"\", \"rule\": \"\", \"published\": \"allowed\", \"corrected\": \"allowed\"}";
        String text = RECORDING.replace("TEXT", "word ".repeat(words).strip());
        String probed = text.substring(0, text.length() - 1) + ", \"probe\": " + probe + "}";
        assertThat(mark("usage.plausible-length", "llm.example.net", probed)).isEqualTo(mark);
        assertThat(mark("usage.plausible-length", "llm.example.net", text)).isEqualTo('P');
    }

    @ParameterizedTest
    @CsvSource({"60000, P", "60000.4, V", "0, V"})
    void aGapIsAtMostAMinute(String at, char mark) {
        assertThat(mark("stream.gap-time", "llm.example.net", STREAM.replace("GAP", at)))
                .isEqualTo(mark);
    }

    /** Three ten-millionths of a dollar by the price table; one hundredth of it and a millionth more are rounding. */
    @ParameterizedTest
    @CsvSource({"0.000001303, P", "0.000001304, V", "-0.000000703, P", "-0.000000704, V"})
    void aCostMayBeRounded(String cost, char mark) {
        String recording = RECORDING.replace("\"cost\": 0.0000003", "\"cost\": " + cost);
        assertThat(mark("usage.cost-matches-price", "openrouter.ai", recording)).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 'null', P",
        "200, {}, P",
        "200, '{\"message\": \"no\"}', V",
        "299, '{\"message\": \"no\"}', V",
    })
    void anErrorNextToACompletionIsNotEmpty(int status, String error, char mark) {
        String recording = RECORDING
                .replace("\"status\": 200", "\"status\": " + status)
                .replace("\"object\": \"chat.completion\"", "\"object\": \"chat.completion\", \"error\": " + error);
        assertThat(mark("error.not-200", "llm.example.net", recording)).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"200, V", "299, V", "300, P", "400, P", "null, U"})
    void anErrorHasAnErrorStatus(String status, char mark) {
        String recording =
                """
                {"format": "loupe-exchange/1", "id": "x", "request": {"method": "POST", "url": "https://HOST/v1/chat/completions",
                 "body": {"model": "m", "messages": []}}, "response": {"status": STATUS, "body": {"error": {"message": "no"}}}}"""
                        .replace("\n", "")
                        .replace("\"status\": STATUS, ", status.equals("null") ? "" : "\"status\": " + status + ", ");
        assertThat(mark("error.not-200", "llm.example.net", recording)).isEqualTo(mark);
    }

    /** The recording was created at 08:26:40 UTC on 20 July 2025. */
    @ParameterizedTest
    @CsvSource({
        "19 Jul 2025 08:26:40, P",
        "19 Jul 2025 08:26:39, V",
        "21 Jul 2025 08:26:40, P",
        "21 Jul 2025 08:26:41, V"
    })
    void createdIsWithinADayOfTheDateHeader(String date, char mark) {
        String day = date.startsWith("19") ? "Sat, " : "Mon, ";
        String recording = RECORDING.replace("\"headers\": {", "\"headers\": {\"date\": \"" + day + date + " GMT\", ");
        assertThat(mark("identity.created-is-seconds", "llm.example.net", recording))
                .isEqualTo(mark);
    }

    private static char mark(String check, String host, String recording) {
        Exchange exchange = Judging.read(recording.replace("HOST", host).replace("TEXT", "text"));
        CheckContext context = new CheckContext(null, ProviderResolver.forUrl("https://" + host));
        return Judging.mark(Checks.named(check).orElseThrow(), List.of(exchange), context);
    }
}
