package dev.loupe.junit;

import dev.loupe.provider.Provider;
import dev.loupe.provider.Providers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose dialect an endpoint speaks. */
final class Providing {
    /**
     * Prefix of the system properties that say which dialect a reference provider speaks that this process runs, by port: a
     * Quarkus application under test has its own class loader, and so its own statics.
     */
    private static final String RUNNING = "loupe.junit.provider.";

    private Providing() {}

    /** A provider by name or by file. */
    static Provider named(String nameOrPath) {
        return Providers.named(nameOrPath).orElseGet(() -> load(nameOrPath));
    }

    private static Provider load(String path) {
        if (!Files.exists(Path.of(path))) {
            String known = Providers.all().stream().map(Provider::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "there is no provider '" + path + "': it is neither a file nor one of " + known);
        }
        try {
            return Providers.load(Path.of(path));
        } catch (Providers.BadProvider unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** The one that was named, else the one with this address, else the reference implementation, as on the command line. */
    static Provider of(@Nullable Provider named, String url) {
        return named != null ? named : byAddress(url).orElseGet(Providing::unknown);
    }

    private static Optional<Provider> byAddress(String url) {
        URI address = URI.create(url);
        String running = System.getProperty(RUNNING + address.getPort());
        if (running != null) {
            return Providers.named(running);
        }
        return Providers.all().stream()
                .filter(provider -> provider.baseUrl().startsWith("https://")
                        && URI.create(provider.baseUrl()).getHost().equals(address.getHost()))
                .findFirst();
    }

    /** A provider's own address, prices and key are not those of whoever else speaks its dialect. */
    private static Provider unknown() {
        Provider openai = Providers.named("openai").orElseThrow();
        return new Provider(
                openai.name(),
                openai.title(),
                "",
                "",
                openai.headers(),
                openai.dialect(),
                Map.of(),
                openai.creditsPerUsd());
    }

    static void started(int port, String provider) {
        System.setProperty(RUNNING + port, provider);
    }

    static void stopped(int port) {
        System.clearProperty(RUNNING + port);
    }
}
