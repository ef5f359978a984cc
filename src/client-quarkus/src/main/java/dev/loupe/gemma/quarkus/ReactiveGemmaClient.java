package dev.loupe.gemma.quarkus;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The client with the types of Mutiny, for event loop threads. Nothing is sent before a subscription, and cancelling closes the connection. */
public final class ReactiveGemmaClient {
    private final GemmaClient client;

    public ReactiveGemmaClient(GemmaClient client) {
        this.client = client;
    }

    /** See {@link GemmaClient#create}. */
    public Uni<ChatCompletion> create(ChatRequest request) {
        return Uni.createFrom().completionStage(() -> client.createAsync(request));
    }

    /** See {@link GemmaClient#streamAsync}. */
    public Multi<ChatCompletionChunk> stream(ChatRequest request) {
        return Multi.createFrom().publisher(client.streamAsync(request));
    }
}
