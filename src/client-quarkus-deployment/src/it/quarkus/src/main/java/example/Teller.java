package example;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.api.ChatCompletionsApi;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.quarkus.ReactiveGemmaClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Both ways to the client, and the client in Mutiny's types. */
@ApplicationScoped
public class Teller {
    @Inject
    GemmaClient client;

    @Inject
    ReactiveGemmaClient reactive;

    @RestClient
    ChatCompletionsApi api;

    GemmaClient client() {
        return client;
    }

    ChatCompletionsApi api() {
        return api;
    }

    Uni<ChatCompletion> ask(ChatRequest request) {
        return reactive.create(request);
    }

    Multi<ChatCompletionChunk> listen(ChatRequest request) {
        return reactive.stream(request);
    }
}
