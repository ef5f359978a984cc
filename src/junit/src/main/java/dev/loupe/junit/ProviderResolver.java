package dev.loupe.junit;

import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose dialect an endpoint speaks. */
final class ProviderResolver {
    /**
     * Prefix of the system properties that say which dialect a reference provider speaks that this process runs, by port: a
     * Quarkus application under test has its own class loader, and so its own statics.
     */
    private static final String RUNNING = "loupe.junit.provider.";

    private ProviderResolver() {}

    /** A provider by name or by file. */
    static ProviderProfile named(String nameOrPath) {
        return ProviderProfiles.named(nameOrPath).orElseGet(() -> load(nameOrPath));
    }

    private static ProviderProfile load(String path) {
        if (!Files.exists(Path.of(path))) {
            String known =
                    ProviderProfiles.all().stream().map(ProviderProfile::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "there is no provider '" + path + "': it is neither a file nor one of " + known);
        }
        try {
            return ProviderProfiles.load(Path.of(path));
        } catch (ProviderProfiles.BadProvider unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** The one that was named, else the one with this address, else the reference implementation, as on the command line. */
    static ProviderProfile of(@Nullable ProviderProfile named, String url) {
        return named != null ? named : byAddress(url).orElseGet(ProviderResolver::unknown);
    }

    private static Optional<ProviderProfile> byAddress(String url) {
        URI address = URI.create(url);
        String running = System.getProperty(RUNNING + address.getPort());
        if (running != null) {
            return ProviderProfiles.named(running);
        }
        return ProviderProfiles.all().stream()
                .filter(provider -> provider.baseUrl().startsWith("https://")
                        && URI.create(provider.baseUrl()).getHost().equals(address.getHost()))
                .findFirst();
    }

    /** A provider's own address, prices and key are not those of whoever else speaks its dialect. */
    private static ProviderProfile unknown() {
        ProviderProfile openai = ProviderProfiles.named("openai").orElseThrow();
        return new ProviderProfile(
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
