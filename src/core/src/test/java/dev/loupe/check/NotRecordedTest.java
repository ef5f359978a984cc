package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.ProviderProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of documentation prints neither status nor headers nor times. */
class NotRecordedTest {
    private static final String REQUEST =
            """
            {"format": "loupe-exchange/1", "id": "x", "provider": "aimlapi", "source": {"kind": "documentation"},
             "request": {"method": "POST", "url": "https://api.aimlapi.com/v1/chat/completions",
                         "body": {"model": "google/gemma-3-4b-it", "messages": [], "stream": %s}},
             "response": %s}""";

    private static final String ANSWER =
            """
            {"body": {"id": "a", "object": "chat.completion", "created": 1741000000, "model": "google/gemma-3-4b-it",
              "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
              "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}}""";

    private static final String STREAM =
            """
            {"stream": [{"raw": "data: {\\"choices\\": [{\\"index\\": 0, \\"delta\\": {\\"role\\": \\"assistant\\"}}]}\\n\\n"},
                        {"raw": "data: [DONE]\\n\\n"}]}""";

    private static final String ERROR =
            """
            {"body": {"message": "no", "path": "/v1", "statusCode": 400, "timestamp": "2025-06-06T07:30:15Z"}}""";

    @Test
    void whatWasNotWrittenDownIsNotTheSameAsNothingToLookAt() {
        assertThat(notRecorded(exchange("false", ANSWER))).containsExactly("error.not-200", "stream.content-type");
        assertThat(notRecorded(exchange("true", STREAM)))
                .containsExactly("stream.content-type", "stream.first-token-time", "stream.gap-time");
        assertThat(notRecorded(exchange("false", ERROR)))
                .containsExactly("error.not-200", "error.request-id", "error.status-agrees");
    }

    private static List<String> notRecorded(Exchange exchange) {
        ParsedExchange observed = ParsedExchange.of(
                exchange,
                new CheckContext(null, ProviderProfiles.named("aimlapi").orElseThrow()));
        return Checks.all().stream()
                .filter(check -> check instanceof ExchangeCheck alone
                        && alone.on(observed) instanceof Result.NotApplicable none
                        && none.notRecorded())
                .map(check -> check.info().id())
                .toList();
    }

    private static Exchange exchange(String streamed, String response) {
        return Judging.read(REQUEST.formatted(streamed, response));
    }
}
