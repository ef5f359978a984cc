package example;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.api.ChatCompletionsApi;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
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

    @RestClient
    ChatCompletionsApi api;

    GemmaClient client() {
        return client;
    }

    ChatCompletionsApi api() {
        return api;
    }

    Uni<ChatCompletion> ask(ChatRequest request) {
        return Uni.createFrom().completionStage(() -> client.createAsync(request));
    }

    Multi<ChatCompletionChunk> listen(ChatRequest request) {
        return Multi.createFrom().publisher(client.streamAsync(request));
    }
}
