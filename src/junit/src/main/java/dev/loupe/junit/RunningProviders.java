package dev.loupe.junit;

import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import java.net.URI;

/** Provider profiles in tests: as on the command line, and those of the reference providers of this process. */
final class RunningProviders {
    /**
     * Prefix of the system properties that hold, by port, the profile of a reference provider of this process: a Quarkus
     * application under test has a class loader of its own, and so statics of its own.
     */
    private static final String RUNNING = "loupe.junit.provider.";

    private RunningProviders() {}

    /** A profile by name or by file. */
    static ProviderProfile find(String nameOrPath) {
        try {
            return ProviderResolver.find(nameOrPath);
        } catch (ProviderProfiles.BadProvider unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** The profile for a URL. */
    static ProviderProfile forUrl(String url) {
        String running = System.getProperty(RUNNING + URI.create(url).getPort());
        return running == null
                ? ProviderResolver.forUrl(url)
                : ProviderProfiles.named(running).orElseGet(() -> ProviderProfiles.unknown(running));
    }

    static String keyVariable(ProviderProfile provider) {
        return provider.keyVariable().isEmpty() ? TargetEndpoint.DEFAULT_KEY_VARIABLE : provider.keyVariable();
    }

    static void started(int port, String provider) {
        System.setProperty(RUNNING + port, provider);
    }

    static void stopped(int port) {
        System.clearProperty(RUNNING + port);
    }
}
