package dev.loupe.gemma;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.gemma.error.InvalidRequestException;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks Gemma models, at AI/ML API or at any server that speaks the same: {@code GemmaClient.builder().build().create(request)}.
 *
 * <p>What it returns is a whole answer; anything less is one of the exceptions of {@code dev.loupe.gemma.error}. Thread-safe and immutable:
 * make one and share it. It needs no closing.
 */
public final class GemmaClient {
    private final ClientConfig connection;
    private final CallOptions options;

    GemmaClient(ClientConfig connection, CallOptions options) {
        this.connection = connection;
        this.options = options;
    }

    public static GemmaClientBuilder builder() {
        return new GemmaClientBuilder(System::getenv);
    }

    /** Asks, and waits for the whole answer. */
    public ChatCompletion create(ChatRequest request) {
        return CallExecutor.await(plain(request, (reply, body) -> completion(reply, body)));
    }

    /** Asks; cancelling the future that {@code toCompletableFuture()} gives closes the connection. */
    public CompletionStage<ChatCompletion> createAsync(ChatRequest request) {
        return plain(request, (reply, body) -> completion(reply, body));
    }

    /** Asks, and gives the answer with its status, headers and body. */
    public RawCompletion createRaw(ChatRequest request) {
        return CallExecutor.await(plain(
                request,
                (reply, body) -> new RawCompletion(
                        reply.status(),
                        reply.headers(),
                        new String(body, StandardCharsets.UTF_8),
                        completion(reply, body))));
    }

    /**
     * Asks for the answer as it is written; returns when its first bytes are there. Close the stream when done with it. Usage comes if
     * the request's {@code stream_options} ask for it, or the server sends it unasked.
     */
    public ChatStream stream(ChatRequest request) {
        return new ChatStream(CallExecutor.await(open(request)));
    }

    /** Asks for the answer as it is written, once for each subscriber; nothing is sent before one subscribes. */
    public Flow.Publisher<ChatCompletionChunk> streamAsync(ChatRequest request) {
        return new ChunkPublisher(() -> open(request));
    }

    /** The same client with other options; both share their connections. */
    public GemmaClient withOptions(Consumer<CallOptions.Builder> change) {
        CallOptions.Builder changed = options.toBuilder();
        change.accept(changed);
        return new GemmaClient(connection, changed.build());
    }

    public CallOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return "GemmaClient[" + connection + ", " + options + "]";
    }

    private <T> CompletableFuture<T> plain(ChatRequest request, BiFunction<TransportResponse, byte[], T> result) {
        byte[] body = body(request.stream().orElse(false) ? request.withStream(false) : request);
        return connection
                .calls()
                .make(
                        () -> connection.call(body, "application/json", options),
                        options,
                        (reply, cancellation) ->
                                wholeBody(reply, cancellation).thenApply(answer -> result.apply(reply, answer)));
    }

    private CompletableFuture<ResponseStream> open(ChatRequest request) {
        byte[] body = body(request.withStream(true));
        return connection
                .calls()
                .make(
                        () -> connection.call(body, "text/event-stream", options),
                        options,
                        (reply, cancellation) -> isSuccess(reply)
                                ? firstBytes(reply, cancellation)
                                : wholeBody(reply, cancellation).thenApply(answer -> {
                                    throw answers().failure(reply.status(), reply.headers(), answer);
                                }));
    }

    private byte[] body(ChatRequest request) {
        if (options.validate()) {
            String problems = request.validate().stream()
                    .map(problem -> problem.parameter() + ": " + problem.message())
                    .collect(Collectors.joining("; "));
            if (!problems.isEmpty()) {
                throw new InvalidRequestException("The request breaks its contract and was not sent: " + problems);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = ResponseDecoder.JSON.createGenerator(bytes)) {
            request.write(json);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the request cannot be written as JSON", unwritable);
        }
        return bytes.toByteArray();
    }

    /** The body, decompressed and within its bound; of an error its beginning is enough. */
    private CompletableFuture<byte[]> wholeBody(TransportResponse reply, Cancellation cancellation) {
        int limit = options.limits().maxBodyBytes();
        BufferedBody body = new BufferedBody(limit);
        cancellation.does(body::cancel);
        reply.body().subscribe(body);
        return body.result().thenApply(read -> {
            BufferedBody.Read clear = answers().decompressed(reply.status(), reply.headers(), read, limit);
            if (clear.cut() && isSuccess(reply)) {
                throw answers()
                        .complaint(
                                reply.status(),
                                reply.headers(),
                                "the body is longer than " + limit + " bytes (limit maxBodyBytes)");
            }
            return clear.bytes();
        });
    }

    private ChatCompletion completion(TransportResponse reply, byte[] body) {
        if (!isSuccess(reply)) {
            throw answers().failure(reply.status(), reply.headers(), body);
        }
        if (ResponseDecoder.looksLikeEvents(body)) {
            return answers().completionOfEvents(reply, body, options.limits());
        }
        return answers().completion(reply.status(), reply.headers(), body);
    }

    private CompletableFuture<ResponseStream> firstBytes(TransportResponse reply, Cancellation cancellation) {
        BodyPrefetcher feed = new BodyPrefetcher();
        cancellation.does(feed::cancel);
        reply.body().subscribe(feed);
        ChunkReader reader = new ChunkReader(reply.status(), reply.headers(), options.limits(), answers());
        reader.refuseCompressed();
        return feed.read().thenApply(piece -> {
            if (piece == null) {
                // failing here, before the first byte, is what makes another try possible
                reader.end(null);
                reader.poll();
            }
            ResponseStream stream = new ResponseStream(reply.headers(), feed, reader, options);
            stream.took(piece, null);
            return stream;
        });
    }

    private ResponseDecoder answers() {
        return connection.answers(options);
    }

    private static boolean isSuccess(TransportResponse reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }
}
