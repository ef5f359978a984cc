package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Expect.streamFails;
import static dev.loupe.gemma.behaviour.Frames.ANSWER;
import static dev.loupe.gemma.behaviour.Frames.HELLO;
import static dev.loupe.gemma.behaviour.Frames.begun;
import static dev.loupe.gemma.behaviour.Frames.canonical;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loupe.client.ResponseLimits;
import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.ConnectionException;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.client.error.ServerException;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.error.TimeoutException;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Retries, bounds, and callers who have had enough. */
final class LimitRows {
    /** A net against waiting for ever, no measure: a busy machine may take long. */
    private static final Duration SOON = Duration.ofMinutes(10);

    private static final Script ERROR_500 =
            Script.answer(500, "application/json", "{\"error\":{\"message\":\"oops\"}}");

    private LimitRows() {}

    static List<Row> all() {
        return List.of(
                retried("19 429 with Retry-After of a second", Script.answer(429, "", "", "Retry-After: 1")),
                retried("19 503 with Retry-After of a second", Script.answer(503, "", "", "retry-after: 1")),
                retried(
                        "19 503 with Retry-After as a date that has passed",
                        Script.answer(503, "", "", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT")),
                retried("21 500, then 200", ERROR_500),
                retried("21 408, then 200", Script.answer(408, "", "")),
                retried("21 the connection closes without an answer, then 200", Script.silent()),
                retried("21 the connection is reset, then 200", Script.silent().reset()),
                new Row("21 a stream that ends before its first byte, then a whole one", (server, client) -> {
                    server.plays(Script.stream(), canonical());
                    try (ChatStream stream = client.stream(Row.REQUEST)) {
                        Expect.isWholeHello(stream.completion());
                    }
                    server.plays(Script.stream().reset(), Script.chunked(new byte[0], false), canonical());
                    assertThat(Expect.published(client)).hasSize(5);
                }),
                new Row("19 the number of tries is bounded", (server, client) -> {
                    server.plays(ERROR_500);
                    GemmaClient quick = client.withOptions(o -> o.maxRetryWait(Duration.ofMillis(1)));
                    assertThatThrownBy(() -> quick.create(Row.REQUEST)).isInstanceOf(ServerException.class);
                    assertThat(server.requests()).hasSize(3);
                }),
                new Row("20 Retry-After of 120", (server, client) -> {
                    server.plays(Script.answer(429, "", "", "Retry-After: 120"), Script.json(ANSWER));
                    RateLimitException failed =
                            catchThrowableOfType(RateLimitException.class, () -> client.create(Row.REQUEST));
                    assertThat(failed.retryAfter()).hasValue(Duration.ofMinutes(2));
                    assertThat(failed).hasMessageContaining("retry after 120 s");
                    assertThat(server.requests()).hasSize(1);
                }),
                new Row("22 a stream that fails after its first byte is not tried again", (server, client) -> {
                    server.plays(Script.stream().then(": alive\n\n"), canonical());
                    try (ChatStream stream = client.stream(Row.REQUEST)) {
                        assertThatThrownBy(stream::completion).isInstanceOf(StreamException.class);
                    }
                    assertThat(server.requests()).hasSize(1);
                }),
                new Row("23 no answer in time", (server, client) -> {
                    server.plays(Script.silent().hang());
                    GemmaClient impatient = client.withOptions(o -> o.timeout(Duration.ofMillis(200)));
                    assertThatThrownBy(() -> impatient.create(Row.REQUEST))
                            .isInstanceOf(TimeoutException.class)
                            .hasMessageContaining("200 ms");
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                    assertThat(server.requests()).as("not retried").hasSize(1);
                    server.plays(Script.stream().hang());
                    assertThatThrownBy(() -> impatient.stream(Row.REQUEST)).isInstanceOf(TimeoutException.class);
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("23 an answer that stops within its body", (server, client) -> {
                    server.plays(Script.of(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                            .then("{")
                            .hang());
                    GemmaClient impatient = client.withOptions(o -> o.timeout(Duration.ofMillis(300)));
                    assertThatThrownBy(() -> impatient.create(Row.REQUEST)).isInstanceOf(TimeoutException.class);
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("24 the caller closes the stream", LimitRows::closes),
                new Row("24 the caller closes the stream on another thread", LimitRows::closesElsewhere),
                new Row("24 the caller is interrupted while it reads", LimitRows::interruptedReading),
                new Row("24 the caller is interrupted while it waits for an answer", LimitRows::interruptedWaiting),
                new Row("24 the caller cancels a future, and a subscription", LimitRows::cancels),
                new Row("25 an endless frame", (server, client) -> {
                    server.plays(begun().then("data: ").forever("x".repeat(1000)));
                    StreamException stopped = streamFails(bounded(client), StreamException.class);
                    assertThat(stopped).hasMessageContaining("100000 bytes").hasMessageContaining("maxFrameBytes");
                    assertThat(stopped.partial(ChatCompletion.class)).isPresent();
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("25 an endless stream", (server, client) -> {
                    server.plays(begun().forever("data: " + HELLO + "\n\n"));
                    StreamException stopped = streamFails(bounded(client), StreamException.class);
                    assertThat(stopped).hasMessageContaining("300000 bytes").hasMessageContaining("maxStreamBytes");
                    assertThat(stopped.partial(ChatCompletion.class)).isPresent();
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("25 an endless JSON answer to a stream request", (server, client) -> {
                    server.plays(Script.stream().then("{\"x\":\"").forever("x".repeat(1000)));
                    assertThat(streamFails(bounded(client), ApiException.class)).hasMessageContaining("maxBodyBytes");
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("25 a huge body", (server, client) -> {
                    server.plays(Script.of("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                            .forever(" "));
                    assertThatThrownBy(() -> bounded(client).create(Row.REQUEST))
                            .isInstanceOf(ApiException.class)
                            .hasMessageContaining("200000 bytes")
                            .hasMessageContaining("maxBodyBytes");
                    assertThat(server.isHungUpWithin(SOON)).isTrue();
                }),
                new Row("25 a huge body of an error", (server, client) -> {
                    server.plays(Script.of("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                            .forever("no "));
                    ApiException failed = catchThrowableOfType(
                            ApiException.class, () -> bounded(client).create(Row.REQUEST));
                    assertThat(failed.status()).isEqualTo(400);
                    assertThat(failed.body()).hasSize(200_000);
                    assertThat(failed.getMessage()).hasSizeLessThan(1000);
                }),
                new Row("25 a gzip bomb", (server, client) -> {
                    server.plays(gzipped(new byte[10_000_000]));
                    assertThatThrownBy(() -> bounded(client).create(Row.REQUEST))
                            .isInstanceOf(ApiException.class)
                            .hasMessageContaining("maxBodyBytes");
                }),
                new Row("34 gzip that was not asked for", (server, client) -> {
                    server.plays(gzipped(ANSWER.getBytes(StandardCharsets.UTF_8)));
                    Expect.isWholeHello(client.create(Row.REQUEST));
                    assertThat(server.requests().get(0).header("accept-encoding"))
                            .isEqualTo("identity");
                    server.plays(gzipped(Frames.canonicalBody().getBytes(StandardCharsets.UTF_8)));
                    assertThat(streamFails(client, ApiException.class)).hasMessageContaining("compressed with gzip");
                }));
    }

    private static GemmaClient bounded(GemmaClient client) {
        return client.withOptions(o -> o.limits(new ResponseLimits(100_000, 300_000, 200_000)));
    }

    static Row retried(String name, Script first) {
        return new Row(name, (server, client) -> {
            server.plays(first, Script.json(ANSWER));
            Expect.isWholeHello(client.create(Row.REQUEST));
            assertThat(server.requests()).hasSize(2);
            server.plays(first, canonical());
            try (ChatStream stream = client.stream(Row.REQUEST)) {
                Expect.isWholeHello(stream.completion());
            }
            assertThat(server.requests()).hasSize(2);
        });
    }

    private static Script gzipped(byte[] body) {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Script.answer(200, "", small.toByteArray(), "Content-Encoding: gzip");
    }

    private static void closes(RawServer server, GemmaClient client) {
        server.plays(begun().hang());
        ChatStream stream = client.stream(Row.REQUEST);
        Iterator<ChatCompletionChunk> chunks = stream.iterator();
        assertThat(chunks.next()).isNotNull();
        stream.close();
        assertThat(server.isHungUpWithin(SOON)).isTrue();
        assertThatThrownBy(stream::completion)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("closed before its end");
        assertThatThrownBy(chunks::hasNext).isInstanceOf(StreamException.class);
    }

    private static void closesElsewhere(RawServer server, GemmaClient client) throws Exception {
        server.plays(begun().hang());
        ChatStream stream = client.stream(Row.REQUEST);
        CompletableFuture<ChatCompletionChunk> first = new CompletableFuture<>();
        CompletableFuture<Object> reading = CompletableFuture.supplyAsync(() -> {
            first.complete(stream.iterator().next());
            return stream.completion();
        });
        first.get(10, TimeUnit.MINUTES);
        stream.close();
        assertThat(server.isHungUpWithin(SOON)).isTrue();
        assertThat(reading.handle((answer, failed) -> failed).get(10, TimeUnit.MINUTES))
                .hasRootCauseInstanceOf(StreamException.class);
    }

    private static void interruptedReading(RawServer server, GemmaClient client) throws Exception {
        server.plays(begun().hang());
        CompletableFuture<ChatCompletionChunk> first = new CompletableFuture<>();
        interrupted(server, first, () -> {
            try (ChatStream stream = client.stream(Row.REQUEST)) {
                first.complete(stream.iterator().next());
                assertThatThrownBy(stream::completion)
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining("interrupted");
            }
        });
    }

    private static void interruptedWaiting(RawServer server, GemmaClient client) throws Exception {
        server.plays(Script.silent().hang());
        interrupted(server, server.isAsked(), () -> assertThatThrownBy(() -> client.create(Row.REQUEST))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("interrupted"));
    }

    /** @param begun when the call is where it is to be interrupted */
    private static void interrupted(RawServer server, CompletableFuture<?> begun, Runnable call) throws Exception {
        CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                call.run();
                stayedInterrupted.complete(Thread.currentThread().isInterrupted());
            } catch (Throwable wrong) {
                begun.completeExceptionally(wrong);
                stayedInterrupted.completeExceptionally(wrong);
            }
        });
        caller.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        caller.start();
        begun.get(10, TimeUnit.MINUTES);
        caller.interrupt();
        assertThat(stayedInterrupted.get(10, TimeUnit.MINUTES)).isTrue();
        assertThat(server.isHungUpWithin(SOON)).isTrue();
        assertThat(server.requests()).as("not tried again").hasSize(1);
    }

    private static void cancels(RawServer server, GemmaClient client) throws Exception {
        server.plays(Script.silent().hang());
        CompletableFuture<?> answer = client.createAsync(Row.REQUEST).toCompletableFuture();
        server.isAsked().get(10, TimeUnit.MINUTES);
        answer.cancel(true);
        assertThat(server.isHungUpWithin(SOON)).isTrue();

        server.plays(begun().hang());
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        CompletableFuture<ChatCompletionChunk> first = new CompletableFuture<>();
        client.streamAsync(Row.REQUEST).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscribed.complete(subscription);
                subscription.request(1);
            }

            @Override
            public void onNext(ChatCompletionChunk chunk) {
                assertThat(first.complete(chunk))
                        .as("no more than was asked for")
                        .isTrue();
            }

            @Override
            public void onError(Throwable failed) {
                first.completeExceptionally(failed);
            }

            @Override
            public void onComplete() {
                first.completeExceptionally(new AssertionError("not whole"));
            }
        });
        assertThat(first.get(10, TimeUnit.MINUTES)).isNotNull();
        subscribed.join().cancel();
        assertThat(server.isHungUpWithin(SOON)).isTrue();
    }
}
