package dev.loupe.gemma;

import dev.loupe.client.ChatTypes;
import dev.loupe.client.ClientBuilder;
import dev.loupe.client.ClientDefaults;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link GemmaClient}. By default it uses AI/ML API with the key in the environment variable {@code AIMLAPI_KEY}. */
public final class GemmaClientBuilder extends ClientBuilder<GemmaClientBuilder> {
    private static final ClientDefaults DEFAULTS = new ClientDefaults(
            "gemma-client",
            "AI/ML API",
            URI.create("https://api.aimlapi.com"),
            "AIMLAPI_KEY",
            true,
            "/v1",
            "/chat/completions");

    private static final ChatTypes<ChatCompletion, ChatCompletionChunk> TYPES =
            new ChatTypes<>(ChatCompletion::read, ChatCompletionChunk::read, true);

    GemmaClientBuilder(UnaryOperator<@Nullable String> environment) {
        super(DEFAULTS, environment);
    }

    /**
     * Builds the client.
     *
     * @throws IllegalStateException when the server is AI/ML API and there is no key
     */
    public GemmaClient build() {
        return new GemmaClient(calls(TYPES));
    }
}
