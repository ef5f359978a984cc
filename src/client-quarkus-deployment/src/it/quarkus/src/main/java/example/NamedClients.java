package example;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.quarkus.GemmaClientName;
import dev.loupe.gemma.quarkus.GemmaClients;
import dev.loupe.gemma.quarkus.ReactiveGemmaClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Injects clients by name. */
@Singleton
public class NamedClients {
    @Inject
    @GemmaClientName("b")
    GemmaClient named;

    @Inject
    @GemmaClientName("b")
    ReactiveGemmaClient reactive;

    @Inject
    @GemmaClientName("eu.west")
    GemmaClient quoted;

    @Inject
    GemmaClients clients;
}
