package dev.loupe.provider;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses a provider profile: by a name or file that a user gives, by the name in a recording, or by the host of a URL. */
public final class ProviderResolver {
    /** The profile of a host that no other profile names. */
    public static final String FALLBACK = "openai-compatible";

    private ProviderResolver() {}

    /**
     * A built-in profile by its name, else the profile in a file.
     *
     * @throws ProviderProfiles.BadProvider when it is neither; the message lists the names
     */
    public static ProviderProfile find(String nameOrPath) throws ProviderProfiles.BadProvider {
        Optional<ProviderProfile> named = ProviderProfiles.named(nameOrPath);
        if (named.isPresent()) {
            return named.get();
        }
        Path file = Path.of(nameOrPath);
        if (!Files.exists(file)) {
            throw new ProviderProfiles.BadProvider("'" + nameOrPath + "' is neither a file nor a built-in provider ("
                    + ProviderProfiles.all().stream().map(ProviderProfile::name).collect(Collectors.joining(", "))
                    + ")");
        }
        return ProviderProfiles.load(file);
    }

    /** The built-in profile whose base URL has the host of this URL. */
    public static Optional<ProviderProfile> byHost(String url) {
        String host = host(url);
        return ProviderProfiles.all().stream()
                .filter(known -> known.baseUrl().startsWith("https://")
                        && host(known.baseUrl()).equals(host))
                .findFirst();
    }

    /** The profile for this URL: by its host, else {@link #FALLBACK}. */
    public static ProviderProfile forUrl(String url) {
        return byHost(url)
                .or(() -> ProviderProfiles.named(FALLBACK))
                .orElseThrow(() -> new IllegalStateException(FALLBACK + " is not a built-in provider"));
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException notAUrl) {
            return "";
        }
    }
}
