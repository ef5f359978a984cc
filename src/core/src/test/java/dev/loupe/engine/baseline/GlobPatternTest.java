package dev.loupe.engine.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.Work;
import dev.loupe.engine.result.LocationText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a, a, true", "a, b, false", "*, '', true", "*, anything/at all, true", "a*c, abbbc, true", "a*c, abcb, false",
        "a?c, abc, true", "a?c, ac, false", "*.b.*, a.b.c, true", "a**, a, true", "'', '', true", "'', a, false",
        "usage.*, usage.total-is-sum, true", "usage.*, stream.finished, false", "event * /id, event 3 /id, true"
    })
    void starIsAnythingAndQuestionMarkIsOne(String pattern, String text, boolean matches) {
        assertThat(new GlobPattern(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void aHostilePatternLooksAtEachCharacterFewTimes() {
        Work.Counted text = Work.Counted.of("a".repeat(5_000));
        assertThat(new GlobPattern("a*".repeat(50) + "b").matches(text)).isFalse();
        assertThat(text.looks()).isLessThan(4L * text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "/choices/3/message, /choices/*/message",
        "event 12 /choices/0/delta, event * /choices/*/delta",
        "request /messages/1/content/20, request /messages/*/content/*",
        "/v1/x2/3y, /v1/x2/3y",
        "header x-1, header x-1",
        "stream, stream"
    })
    void indicesAreFolded(String place, String folded) {
        assertThat(LocationText.folded(place)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        "status",
        "stream",
        "body",
        "request",
        "/a/0",
        "event 7",
        "event 7 /a/b",
        "request /a",
        "header x-request-id"
    })
    void placesReadBackAsTheyWereWritten(String place) {
        assertThat(LocationText.parse(place)).hasToString(place);
    }
}
