package example;

import dev.loupe.client.chat.StructuredOutput;
import dev.loupe.client.telemetry.MicrometerListener;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.Gemma327bModel;
import dev.loupe.gemma.model.Gemma327bRequest;
import io.micrometer.core.instrument.MeterRegistry;

/** Reads a record from a response, and counts the call. */
public final class People {
    public record Person(String name, int age) {}

    private People() {}

    static Person person(String url, MeterRegistry registry) {
        GemmaClient client = GemmaClient.builder()
                .baseUrl(url)
                .apiKey("k-123456")
                .listener(new MicrometerListener(registry))
                .build();
        Gemma327bRequest request = Gemma327bRequest.builder()
                .model(Gemma327bModel.GEMMA_3_27B_IT)
                .user("Who wrote the first program?")
                .build();
        return StructuredOutput.of(Person.class).ask(request, client::create);
    }
}
