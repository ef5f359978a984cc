package dev.loupe.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimelineTest {
    /** A stream whose events come at 10, 30, 60, 100... milliseconds. */
    private static StreamTimeline of(String... deltas) {
        List<TimedBytes> pieces = new ArrayList<>();
        for (int i = 0; i < deltas.length; i++) {
            String frame = "data: {\"choices\": [{\"delta\": " + deltas[i] + "}]}\n\n";
            pieces.add(new TimedBytes(5.0 * (i + 1) * (i + 2), frame.getBytes(StandardCharsets.UTF_8)));
        }
        return StreamTimeline.of(
                Reply.Streamed.of(new Reply.Head(200, HeaderFields.NOT_RECORDED), pieces, Reply.Ending.CLOSED));
    }

    @Test
    void theFirstTokenIsTheFirstWithText() {
        StreamTimeline timeline =
                of("{\"role\": \"assistant\", \"content\": \"\"}", "{}", "{\"content\": \"Ruby\"}", "{}");
        assertThat(timeline.first()).isEqualTo(10);
        assertThat(timeline.firstToken()).isEqualTo(60);
        assertThat(timeline.last()).isEqualTo(100);
        assertThat(timeline.longestGap()).isEqualTo(40);
    }

    @Test
    void thoughtsAndCallsOfToolsAreTokensToo() {
        assertThat(of("{}", "{\"reasoning_content\": \"Hm\"}").firstToken()).isEqualTo(30);
        assertThat(of("{}", "{\"tool_calls\": [{\"index\": 0}]}").firstToken()).isEqualTo(30);
    }

    @Test
    void aStreamWithoutTextHasNoFirstToken() {
        assertThat(of("{\"content\": null}", "{\"content\": 7}").firstToken()).isNegative();
    }
}
