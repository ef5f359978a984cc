package dev.loupe.gemma;

import dev.loupe.client.CallOptions;
import dev.loupe.client.ChatCalls;
import dev.loupe.client.RawResponse;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A client for Gemma models at AI/ML API or any compatible server: {@code GemmaClient.builder().build().create(request)}.
 *
 * <p>It returns complete responses only; anything else is an exception of {@code dev.loupe.client.error}. Thread-safe and immutable:
 * create one and share it. It does not need to be closed.
 */
public final class GemmaClient {
    private final ChatCalls<ChatCompletion, ChatCompletionChunk> calls;

    GemmaClient(ChatCalls<ChatCompletion, ChatCompletionChunk> calls) {
        this.calls = calls;
    }

    public static GemmaClientBuilder builder() {
        return new GemmaClientBuilder(System::getenv);
    }

    /** Sends a request and waits for the complete response. */
    public ChatCompletion create(ChatRequest request) {
        return calls.create(request);
    }

    /** Sends a request. Cancelling the future of {@code toCompletableFuture()} closes the connection. */
    public CompletionStage<ChatCompletion> createAsync(ChatRequest request) {
        return calls.createAsync(request);
    }

    /** Sends a request and returns the response with status, headers and body. */
    public RawCompletion createRaw(ChatRequest request) {
        RawResponse<ChatCompletion> raw = calls.createRaw(request);
        return new RawCompletion(raw.status(), raw.headers(), raw.body(), raw.completion());
    }

    /**
     * Requests a streaming response; returns after its first event or comment. Close the stream after use. The usage is included if {@code
     * stream_options} requests it, or if the server sends it by default.
     */
    public ChatStream stream(ChatRequest request) {
        return new ChatStream(calls.stream(request));
    }

    /** Requests a streaming response for each subscriber; nothing is sent before a subscription. */
    public Flow.Publisher<ChatCompletionChunk> streamAsync(ChatRequest request) {
        return calls.streamAsync(request);
    }

    /** The same client with other options. Both share connections. */
    public GemmaClient withOptions(Consumer<CallOptions.Builder> change) {
        return new GemmaClient(calls.withOptions(change));
    }

    public CallOptions options() {
        return calls.options();
    }

    @Override
    public String toString() {
        return "GemmaClient[" + calls + "]";
    }
}
