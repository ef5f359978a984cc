package example;

import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;

/** The example of the README. */
public final class Hello {
    private Hello() {}

    static String ask(GemmaClient client) {
        Gemma3Request request = Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();
        ChatCompletion answer = client.create(request);
        return answer.text().orElse("");
    }

    static String listen(GemmaClient client) {
        Gemma3Request request = Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();
        try (ChatStream stream = client.stream(request)) {
            for (ChatCompletionChunk chunk : stream) {
                chunk.text().ifPresent(System.out::print);
            }
            return stream.completion().text().orElse("");
        } catch (RateLimitException busy) {
            return "try again in " + busy.retryAfter();
        }
    }
}
