package dev.loupe.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.client.error.InvalidRequestException;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.StreamableRequest;
import dev.loupe.client.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client. They return complete responses only; anything else is an exception of {@code dev.loupe.client.error}. Thread-safe
 * and immutable.
 *
 * @param <R> type of a complete response
 * @param <C> type of a chunk of a stream
 */
public final class ChatCalls<R extends ApiObject, C extends ApiObject> {
    private final ChatTypes<R, C> types;
    private final ClientConfig connection;
    private final CallOptions options;

    ChatCalls(ChatTypes<R, C> types, ClientConfig connection, CallOptions options) {
        this.types = types;
        this.connection = connection;
        this.options = options;
    }

    /** Sends a request and waits for the complete response. */
    public R create(StreamableRequest request) {
        return connection.calls().makeAndWait(() -> plain(request, (response, body, completion) -> completion));
    }

    /** Sends a request. Cancelling the future of {@code toCompletableFuture()} closes the connection. */
    public CompletionStage<R> createAsync(StreamableRequest request) {
        return plain(request, (response, body, completion) -> completion);
    }

    /** Sends a request and returns the response with status, headers and body. */
    public RawResponse<R> createRaw(StreamableRequest request) {
        return connection
                .calls()
                .makeAndWait(() -> plain(
                        request,
                        (response, body, completion) -> new RawResponse<>(
                                response.status(),
                                response.headers(),
                                new String(body, StandardCharsets.UTF_8),
                                completion)));
    }

    /** Requests a streaming response; returns after its first event or comment. */
    public ResponseStream<R, C> stream(StreamableRequest request) {
        return connection.calls().makeAndWait(() -> open(request));
    }

    /** Requests a streaming response for each subscriber; nothing is sent before a subscription. */
    public Flow.Publisher<C> streamAsync(StreamableRequest request) {
        return new ChunkPublisher<>(() -> open(request));
    }

    /** The same calls with other options. Both share connections. */
    public ChatCalls<R, C> withOptions(Consumer<CallOptions.Builder> change) {
        CallOptions.Builder changed = options.toBuilder();
        change.accept(changed);
        return new ChatCalls<>(types, connection, changed.build());
    }

    public CallOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return connection + ", " + options;
    }

    private interface Result<R, T> {
        T of(TransportResponse response, byte[] body, R completion);
    }

    private <T> CompletableFuture<T> plain(StreamableRequest request, Result<R, T> result) {
        byte[] body = body(request.stream().orElse(false) ? request.withStream(false) : request);
        CallObservation observation = connection.observe(false, body);
        return connection
                .calls()
                .make(
                        () -> connection.call(body, "application/json", options),
                        options,
                        observation,
                        (response, cancellation) -> {
                            observation.firstByte(response.status());
                            return completeBody(response, cancellation).thenApply(bytes -> {
                                R completion = completion(response, bytes);
                                observation.finished(() -> completion);
                                return result.of(response, bytes, completion);
                            });
                        });
    }

    private CompletableFuture<ResponseStream<R, C>> open(StreamableRequest request) {
        byte[] body = body(request.withStream(true));
        CallObservation observation = connection.observe(true, body);
        return connection
                .calls()
                .make(
                        () -> connection.call(body, "text/event-stream", options),
                        options,
                        observation,
                        (response, cancellation) -> {
                            if (isSuccess(response)) {
                                return firstBytes(response, cancellation, observation);
                            }
                            observation.firstByte(response.status());
                            return completeBody(response, cancellation).thenApply(bytes -> {
                                throw decoder().failure(response.status(), response.headers(), bytes);
                            });
                        });
    }

    private byte[] body(StreamableRequest request) {
        if (options.validate()) {
            String violations = request.validate().stream()
                    .map(violation -> violation.parameter() + ": " + violation.message())
                    .collect(Collectors.joining("; "));
            if (!violations.isEmpty()) {
                throw new InvalidRequestException("The request violates the contract and was not sent: " + violations);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = ResponseDecoder.JSON.createGenerator(bytes)) {
            request.write(json);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the request as JSON", unwritable);
        }
        return bytes.toByteArray();
    }

    /** The decompressed body within its limit; an error body may be truncated. */
    private CompletableFuture<byte[]> completeBody(TransportResponse response, Cancellation cancellation) {
        int limit = options.limits().maxBodyBytes();
        BufferedBody body = new BufferedBody(limit);
        cancellation.onCancel(body::cancel);
        response.body().subscribe(body);
        return body.result().thenApply(read -> {
            if (read.cut() && isSuccess(response)) {
                // not a connection failure, which would be retried: the server has processed the request
                throw decoder().cut(response.status(), response.headers(), read.bytes());
            }
            BufferedBody.Read clear = decoder().decompressed(response.status(), response.headers(), read, limit);
            if (clear.truncated() && isSuccess(response)) {
                throw decoder()
                        .complaint(
                                response.status(),
                                response.headers(),
                                "the body is longer than " + limit + " bytes (limit maxBodyBytes)");
            }
            return clear.bytes();
        });
    }

    private R completion(TransportResponse response, byte[] body) {
        if (!isSuccess(response)) {
            throw decoder().failure(response.status(), response.headers(), body);
        }
        if (ResponseDecoder.looksLikeEvents(body)) {
            return decoder().completionOfEvents(response, body, options.limits());
        }
        return decoder().completion(response.status(), response.headers(), body);
    }

    private CompletableFuture<ResponseStream<R, C>> firstBytes(
            TransportResponse response, Cancellation cancellation, CallObservation observation) {
        BodyPrefetcher feed = new BodyPrefetcher();
        cancellation.onCancel(feed::cancel);
        response.body().subscribe(feed);
        ChunkReader<R, C> reader =
                new ChunkReader<>(response.status(), response.headers(), options.limits(), decoder());
        reader.rejectCompressed();
        return feed.read().thenCompose(bytes -> {
            if (bytes == null) {
                // a failure before the first byte can be retried
                reader.end(null);
                reader.poll();
            }
            observation.firstByte(response.status());
            ResponseStream<R, C> stream = new ResponseStream<>(response.headers(), feed, reader, options, observation);
            stream.received(bytes, null);
            return firstEvent(stream, reader);
        });
    }

    /** Completes with the first event, unless comments come before it: an error as the first event can be retried. */
    private static <R extends ApiObject, C extends ApiObject> CompletableFuture<ResponseStream<R, C>> firstEvent(
            ResponseStream<R, C> stream, ChunkReader<R, C> reader) {
        while (reader.readFirst()) {
            CompletableFuture<@Nullable List<ByteBuffer>> next = stream.read();
            boolean now = next.isDone();
            CompletableFuture<ResponseStream<R, C>> received = next.handle((bytes, failed) -> {
                stream.received(bytes, failed);
                return stream;
            });
            if (!now) {
                return received.thenCompose(more -> firstEvent(more, reader));
            }
        }
        return CompletableFuture.completedFuture(stream);
    }

    private ResponseDecoder<R, C> decoder() {
        return connection.decoder(types, options);
    }

    private static boolean isSuccess(TransportResponse response) {
        return response.status() >= 200 && response.status() < 300;
    }
}
