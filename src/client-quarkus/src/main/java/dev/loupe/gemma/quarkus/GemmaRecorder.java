package dev.loupe.gemma.quarkus;

import dev.loupe.gemma.GemmaClient;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;
import java.util.function.Function;

/** What the build step of the extension leaves for the start of the application: how the beans of each client are created. */
@Recorder
public class GemmaRecorder {

    public Function<SyntheticCreationalContext<GemmaClient>, GemmaClient> client(String name) {
        return context -> context.getInjectedReference(GemmaClients.class).client(name);
    }

    public Function<SyntheticCreationalContext<ReactiveGemmaClient>, ReactiveGemmaClient> reactive(String name) {
        return context -> new ReactiveGemmaClient(
                context.getInjectedReference(GemmaClients.class).client(name));
    }
}
