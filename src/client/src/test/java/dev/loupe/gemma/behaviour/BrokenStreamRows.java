package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Expect.isWholeHello;
import static dev.loupe.gemma.behaviour.Expect.streamBreaks;
import static dev.loupe.gemma.behaviour.Expect.streamFails;
import static dev.loupe.gemma.behaviour.Expect.streamed;
import static dev.loupe.gemma.behaviour.Frames.ANSWER;
import static dev.loupe.gemma.behaviour.Frames.PROVIDERS_ERROR;
import static dev.loupe.gemma.behaviour.Frames.STOP;
import static dev.loupe.gemma.behaviour.Frames.TEXT;
import static dev.loupe.gemma.behaviour.Frames.begun;
import static dev.loupe.gemma.behaviour.Frames.canonicalBody;
import static dev.loupe.gemma.behaviour.Frames.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.error.TimeoutException;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Streams that fail, and must not look like a success. */
final class BrokenStreamRows {
    /** Long enough for a busy machine to take up what was sent before it. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private BrokenStreamRows() {}

    static List<Row> all() {
        return List.of(
                breaks(
                        "6 a top-level error with finish reason error",
                        begun().event(
                                        "{\"id\":\"c1\",\"error\":{\"code\":502,\"message\":\"Provider disconnected\"},"
                                                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}")
                                .event("[DONE]"),
                        "Provider disconnected",
                        "502"),
                breaks(
                        "6 a bare error frame",
                        begun().event("{\"error\":{\"message\":\"overloaded\",\"code\":\"server_error\"}}"),
                        "overloaded",
                        "server_error"),
                new Row("6 the provider's error body as a frame", (server, client) -> {
                    server.plays(begun().event(PROVIDERS_ERROR).event("[DONE]"));
                    StreamException broken = streamBreaks(client, TEXT);
                    assertThat(broken).hasMessageContaining("Rate limit reached");
                    assertThat(broken.code()).hasValue("429");
                    assertThat(broken.requestId()).hasValue("req-7");
                }),
                new Row("6 event: error", (server, client) -> {
                    server.plays(Script.stream("x-inference-id: inf-1")
                            .event(Frames.ROLE)
                            .then("event: error\ndata: {\"message\":\"boom\"}\n\n"));
                    StreamException broken = streamBreaks(client, "");
                    assertThat(broken.message()).hasValue("boom");
                    assertThat(broken.requestId()).hasValue("inf-1");
                }),
                breaks(
                        "6 event: error with text",
                        begun().then("event: error\ndata: out of memory\n\n"),
                        "out of memory",
                        null),
                breaks(
                        "6 an error after the finish",
                        begun().event(STOP).event("{\"error\":\"too late\"}"),
                        "too late",
                        null),
                breaks(
                        "6 finish reason error alone",
                        begun().event(chunk("{}", "\"error\"")).event("[DONE]"),
                        "error",
                        null),
                endsEarly("8 cut cleanly before any finish reason", begun()),
                endsEarly("8 reset before any finish reason", begun().resetAfterChunks(3)),
                endsEarly(
                        "8 cut within the chunked coding",
                        Script.chunked(
                                canonicalBody()
                                        .substring(0, canonicalBody().indexOf("data: " + STOP))
                                        .getBytes(StandardCharsets.UTF_8),
                                false)),
                endsEarly("8 the end mark without any finish reason", begun().event("[DONE]")),
                endsEarly(
                        "8 one of two answers never ends",
                        Script.stream()
                                .event(chunk(0, "{\"content\":\"" + TEXT + "\"}", "\"stop\"", ""))
                                .event(chunk(1, "{\"content\":\"\"}", "null", ""))
                                .event("[DONE]")),
                new Row("8 nothing but the end mark", (server, client) -> {
                    server.plays(Script.stream().event("[DONE]"));
                    StreamException broken = streamFails(client, StreamException.class);
                    assertThat(broken).hasMessageContaining("ended early");
                    assertThat(broken.partial(ChatCompletion.class)).isEmpty();
                }),
                breaks("12 a frame that is not JSON", begun().event("{\"choices\":[{"), "Frame 4", null),
                breaks("12 a frame that is not an object", begun().event("[1,2]"), "Frame 4", null),
                new Row("14 200 with a JSON error to a stream request", (server, client) -> {
                    server.plays(
                            Script.json("{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}"));
                    ApiException failed = streamFails(client, ApiException.class);
                    assertThat(failed.status()).isEqualTo(200);
                    assertThat(failed.message()).hasValue("no such model");
                    assertThat(failed.code()).hasValue("model_not_found");
                }),
                new Row("14 200 with the provider's error body to a stream request", (server, client) -> {
                    server.plays(Script.json(PROVIDERS_ERROR));
                    RateLimitException failed = streamFails(client, RateLimitException.class);
                    assertThat(failed.message()).hasValue("Rate limit reached");
                    assertThat(failed.requestId()).hasValue("req-7");
                }),
                new Row("14 200 with a web page to a stream request", (server, client) -> {
                    server.plays(Script.answer(200, "text/html", "<html>Log in to the Wi-Fi</html>"));
                    ApiException failed = streamFails(client, ApiException.class);
                    assertThat(failed.body()).isEqualTo("<html>Log in to the Wi-Fi</html>");
                }),
                new Row("15 a whole JSON answer to a stream request", (server, client) -> {
                    server.plays(Script.json(ANSWER));
                    isWholeHello(streamed(client));
                }),
                new Row("15 a JSON answer without choices to a stream request", (server, client) -> {
                    server.plays(Script.json("{\"id\":\"c1\",\"choices\":[]}"));
                    assertThat(streamFails(client, ApiException.class)).hasMessageContaining("no choices");
                }),
                new Row("15 a JSON answer that is cut, to a stream request", (server, client) -> {
                    server.plays(Script.answer(200, "application/json", ANSWER.substring(0, 100)));
                    assertThat(streamFails(client, ApiException.class)).hasMessageContaining("not the JSON");
                }),
                new Row("23 silence in mid-stream", (server, client) -> {
                    server.plays(begun().hang());
                    GemmaClient impatient = client.withOptions(o -> o.idleTimeout(SILENCE));
                    TimeoutException silent = streamFails(impatient, TimeoutException.class);
                    assertThat(silent).hasMessageContaining("1000 ms").hasMessageContaining("idleTimeout");
                    assertThat(silent.partial(ChatCompletion.class))
                            .hasValueSatisfying(
                                    partial -> assertThat(Expect.text(partial)).isEqualTo(TEXT));
                    assertThat(server.isHungUpWithin(Duration.ofMinutes(10))).isTrue();
                }),
                new Row("30 silence after the finish, no end mark: the answer is whole", (server, client) -> {
                    server.plays(Frames.begun().event(STOP).event(Frames.USAGE).hang());
                    isWholeHello(streamed(client.withOptions(o -> o.idleTimeout(SILENCE))));
                    assertThat(server.isHungUpWithin(Duration.ofMinutes(10))).isTrue();
                }),
                new Row("31 signs of life for ever, and no chunk", (server, client) -> {
                    server.plays(Script.stream().forever(": KEEP-ALIVE\n\n"));
                    GemmaClient bounded = client.withOptions(
                            o -> o.idleTimeout(Duration.ofMinutes(10)).streamTimeout(Duration.ofMillis(300)));
                    assertThat(streamFails(bounded, TimeoutException.class)).hasMessageContaining("streamTimeout");
                }));
    }

    private static Row breaks(String name, Script script, String message, String code) {
        return new Row(name, (server, client) -> {
            server.plays(script);
            StreamException broken = streamBreaks(client, TEXT);
            assertThat(broken).hasMessageContaining(message);
            assertThat(broken.code().orElse(null)).isEqualTo(code);
            assertThat(server.requests()).as("never retried").hasSize(2);
        });
    }

    private static Row endsEarly(String name, Script script) {
        return new Row(name, (server, client) -> {
            server.plays(script);
            StreamException broken = streamFails(client, StreamException.class, server::chunkIsRead);
            assertThat(broken).hasMessageContaining("ended early");
            assertThat(broken.partial(ChatCompletion.class)
                            .orElseThrow()
                            .choices()
                            .get(0)
                            .message()
                            .content())
                    .hasValue(TEXT);
            assertThat(server.requests()).as("never retried").hasSize(2);
        });
    }
}
