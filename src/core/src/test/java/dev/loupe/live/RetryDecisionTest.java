package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDecisionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Duration wait(int status, Map<String, List<String>> headers, int attempt) {
        Reply reply = new Reply.Answered(
                new Reply.Head(status, new HeaderFields(new TreeMap<>(headers), true)), new Body.Text("unavailable"));
        return RetryDecision.of(reply, attempt, NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529})
    void overloadIsRetriedAfterAGrowingDelay(int status) {
        assertThat(wait(status, Map.of(), 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(wait(status, Map.of(), 3)).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 500, 501})
    void everyOtherStatusIsFinal(int status) {
        assertThat(wait(status, Map.of(), 1)).isNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2                             | 2000
            0.1                           | 100
            Sun, 01 Mar 2026 12:00:30 GMT | 30000
            Sun, 01 Mar 2026 11:00:00 GMT | 0
            soon                          | 500
            """)
    void retryAfterSetsTheDelay(String value, long milliseconds) {
        assertThat(wait(529, Map.of("retry-after", List.of(value)), 1)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @EnumSource(Reply.Failure.Kind.class)
    void withoutAResponseOnlyARefusedConnectionIsRetried(Reply.Failure.Kind kind) {
        Duration wait = RetryDecision.of(new Reply.Unanswered(new Reply.Failure(kind, "")), 1, NOW);
        assertThat(wait.isNegative()).isEqualTo(kind != Reply.Failure.Kind.REFUSED);
    }

    @Test
    void aRefusedConnectionIsTriedThreeTimes() {
        Reply refused = new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.REFUSED, ""));
        assertThat(RetryDecision.of(refused, 2, NOW)).isPositive();
        assertThat(RetryDecision.of(refused, 3, NOW)).isNegative();
    }

    @Test
    void theDelayIsBounded() {
        assertThat(wait(503, Map.of(), 100)).isEqualTo(Duration.ofSeconds(32));
    }
}
