package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Prices that are learned from responses. */
class ReportedCostsTest {
    private final ReportedCosts costs = new ReportedCosts();

    @Test
    void thePriceIsUnknownUntilAResponseReportsItsCost() throws IOException {
        assertThat(costs.isUnknown()).isTrue();
        assertThat(costs.highest(request(1000))).isZero();

        assertThat(costs.actual(response(200, 10, 100, "\"meta\": {\"usage\": {\"usd_spent\": 0.001}}")))
                .isEqualTo(0.001);

        assertThat(costs.isUnknown()).isFalse();
        // an output token costs at most 0.001 / 100 dollars
        assertThat(costs.highest(request(1000))).isBetween(0.01, 0.011);
    }

    @Test
    void theLowestBoundCounts() throws IOException {
        costs.actual(response(200, 10, 1, "\"meta\": {\"usage\": {\"usd_spent\": 0.0001}}"));
        costs.actual(response(200, 10, 1000, "\"meta\": {\"usage\": {\"usd_spent\": 0.001}}"));
        assertThat(costs.highest(request(1000))).isCloseTo(0.001, within(0.001));
    }

    @Test
    void aFreeModelIsNotUnknown() throws IOException {
        costs.actual(response(200, 10, 10, "\"meta\": {\"usage\": {\"usd_spent\": 0}}"));
        assertThat(costs.isUnknown()).isFalse();
        assertThat(costs.highest(request(10))).isLessThan(0.0001);
    }

    @Test
    void nothingMoreIsSentAfterThreeResponsesWithoutACost() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(costs.forbids()).isEmpty();
            costs.actual(response(400, 0, 0, "\"error\": {}"));
            costs.actual(response(200, 10, 10, "\"object\": \"chat.completion\""));
        }
        assertThat(costs.forbids()).containsInstanceOf(NotSentReason.CostUnknown.class);
    }

    @Test
    void aResponseWithoutACostIsPricedByTheOthers() throws IOException {
        costs.actual(response(200, 10, 100, "\"meta\": {\"usage\": {\"usd_spent\": 0.001}}"));
        assertThat(costs.actual(response(200, 10, 1000, "\"object\": \"chat.completion\"")))
                .isCloseTo(0.01, within(0.001));
    }

    private static Body request(int limit) throws IOException {
        return new Body.Json(new ObjectMapper().readTree("{\"max_tokens\": " + limit + "}"));
    }

    private static Exchange response(int status, int prompt, int completion, String rest) {
        String json =
                """
                {"format": "loupe-exchange/1", "id": "one", "source": {"kind": "handmade"},
                 "request": {"method": "POST", "url": "http://localhost/v1/chat/completions", "body": {"max_tokens": 1000}},
                 "response": {"status": %d, "body": {
                   "usage": {"prompt_tokens": %d, "completion_tokens": %d}, %s}}}
                """
                        .formatted(status, prompt, completion, rest);
        ReadResult read = RecordingFormat.read(RawRecord.of("one.json", 1, json.getBytes(StandardCharsets.UTF_8)));
        return ((ReadResult.Read) read).exchange();
    }
}
