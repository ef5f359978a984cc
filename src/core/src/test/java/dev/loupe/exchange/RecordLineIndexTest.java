package dev.loupe.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordLineIndexTest {
    private static final String ANSWER =
            """
            {
              "format": "loupe-exchange/1",
              "id": "x",
              "request": {
                "method": "POST",
                "url": "/chat/completions",
                "body": {
                  "model": "m",
                  "stop": [
                    "a",
                    "b"
                  ]
                }
              },
              "response": {
                "status": 200,
                "headers": {
                  "Content-Type": "application/json"
                },
                "body": {
                  "choices": [
                    {
                      "index": 0
                    }
                  ],
                  "usage": { "total_tokens": 1,
                    "prompt_tokens": 2 }
                }
              }
            }
            """;

    private static Origin read(String text, int line) {
        RawRecord raw = RawRecord.of("x.json", line, text.getBytes(StandardCharsets.UTF_8));
        return ((ReadResult.Read) RecordingFormat.read(raw)).exchange().origin();
    }

    @Test
    void aLocationInTheResponseIsOnItsOwnLine() {
        Origin origin = read(ANSWER, 1);
        assertThat(origin.lineOf(FindingLocation.body("/choices/0/index"))).isEqualTo(23);
        assertThat(origin.lineOf(FindingLocation.body("/usage/total_tokens"))).isEqualTo(26);
        assertThat(origin.lineOf(FindingLocation.body("/usage/prompt_tokens"))).isEqualTo(27);
    }

    @Test
    void soAreTheStatusAHeaderAndAPlaceInTheRequest() {
        Origin origin = read(ANSWER, 1);
        assertThat(origin.lineOf(FindingLocation.status())).isEqualTo(16);
        assertThat(origin.lineOf(FindingLocation.header("content-type"))).isEqualTo(18);
        assertThat(origin.lineOf(FindingLocation.request("/stop/1"))).isEqualTo(11);
    }

    @Test
    void whatIsNotThereIsOnTheLineOfWhatShouldHoldIt() {
        Origin origin = read(ANSWER, 1);
        assertThat(origin.lineOf(FindingLocation.body("/usage/completion_tokens")))
                .isEqualTo(26);
        assertThat(origin.lineOf(FindingLocation.body(""))).isEqualTo(20);
        assertThat(origin.lineOf(FindingLocation.stream())).isEqualTo(15);
    }

    @Test
    void linesAreCountedFromTheFirstOfTheRecord() {
        assertThat(read(ANSWER, 5).lineOf(FindingLocation.status())).isEqualTo(20);
    }

    @Test
    void anEventIsOnTheLineOfThePieceThatEndsIt() {
        String stream =
                """
                {
                  "format": "loupe-exchange/1",
                  "id": "x",
                  "request": {"method": "POST", "url": "", "body": {}},
                  "response": {
                    "stream": [
                      {"raw": ": hm\\n\\n"},
                      {"raw": "data: {}\\n\\ndata: "},
                      {"base64": "e30KCg=="},
                      {"raw": "data: [DONE]"}
                    ]
                  }
                }
                """;
        Origin origin = read(stream, 1);
        assertThat(origin.lineOf(FindingLocation.event(0, "/id"))).isEqualTo(8);
        assertThat(origin.lineOf(FindingLocation.event(1, ""))).isEqualTo(9);
        assertThat(origin.lineOf(FindingLocation.event(2, ""))).isEqualTo(10);
        assertThat(origin.lineOf(FindingLocation.stream())).isEqualTo(6);
    }

    @Test
    void aRecordOnOneLineHasItsOwn() {
        Origin origin = read(ANSWER.replace("\n", " ") + "\n", 7);
        assertThat(origin.lines()).isNull();
        assertThat(origin.lineOf(FindingLocation.body("/usage"))).isEqualTo(7);
    }
}
