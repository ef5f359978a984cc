package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Expect.streamFails;
import static dev.loupe.gemma.behaviour.Frames.ANSWER;
import static dev.loupe.gemma.behaviour.Frames.canonical;
import static dev.loupe.gemma.behaviour.LimitRows.retried;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.AuthenticationException;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.client.error.ServerException;
import dev.loupe.gemma.ChatStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What is sent again and what is not. */
final class RetryRows {
    private RetryRows() {}

    static List<Row> all() {
        return List.of(
                new Row("35 an error as the first event, then a whole stream", (server, client) -> {
                    Script busy = Script.stream()
                            .then("data: {\"error\":{\"message\":\"busy\",")
                            .then("\"code\":429}}\n\n")
                            .event("[DONE]");
                    server.plays(busy, Script.json("{\"error\":{\"message\":\"down\",\"code\":503}}"), canonical());
                    try (ChatStream stream = client.stream(Row.REQUEST)) {
                        Expect.isWholeHello(stream.completion());
                    }
                    assertThat(server.requests()).hasSize(3);
                    server.plays(busy);
                    RateLimitException failed = streamFails(client, RateLimitException.class);
                    assertThat(failed.message()).hasValue("busy");
                    assertThat(server.requests()).hasSize(6);
                }),
                new Row("35 an error as the first event after a comment", (server, client) -> {
                    server.plays(Script.stream()
                            .then(": PROCESSING\n\n")
                            .event("{\"error\":{\"message\":\"no key\",\"code\":401}}"));
                    assertThat(streamFails(client, AuthenticationException.class)
                                    .message())
                            .hasValue("no key");
                }),
                new Row("36 a body that is cut is not requested again", (server, client) -> {
                    server.plays(
                            Script.of(("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + ANSWER)
                                    .getBytes(StandardCharsets.UTF_8)),
                            Script.json(ANSWER));
                    ApiException failed = catchThrowableOfType(ApiException.class, () -> client.create(Row.REQUEST));
                    assertThat(failed).hasMessageContaining("the connection was lost after");
                    assertThat(failed.body()).isEqualTo(ANSWER);
                    assertThat(server.requests()).hasSize(1);
                }),
                retried(
                        "37 x-should-retry: true",
                        Script.answer(409, "", "", "x-should-retry: true", "retry-after-ms: 2.5")),
                new Row("37 x-should-retry: false", (server, client) -> {
                    server.plays(
                            Script.answer(503, "", "", "x-should-retry: false", "retry-after-ms: 2500"),
                            Script.json(ANSWER));
                    ServerException failed =
                            catchThrowableOfType(ServerException.class, () -> client.create(Row.REQUEST));
                    assertThat(failed.retryAfter()).hasValue(Duration.ofMillis(2500));
                    assertThat(server.requests()).hasSize(1);
                }));
    }
}
