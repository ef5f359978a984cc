package dev.loupe.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** Chooses a provider profile: by a name or file that a user gives, by the name in a recording, or by the host of a URL. */
@API(status = API.Status.EXPERIMENTAL)
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

    /** The built-in profile with this host. */
    public static Optional<ProviderProfile> byHost(String url) {
        String host = UrlAuthority.of(url.strip()).host();
        return ProviderProfiles.all().stream()
                .filter(known -> known.servers().patternOf(host).isPresent())
                .max(Comparator.comparingInt(
                        known -> known.servers().patternOf(host).orElse("").length()));
    }

    /** The profile for this URL: by its host, else {@link #FALLBACK}. */
    public static ProviderProfile forUrl(String url) {
        return byHost(url).orElseGet(ProviderResolver::fallback);
    }

    /**
     * The profile by which a recording without the name of a provider is judged: by the host of its request; for a default
     * port of a local server, or where no host was recorded, by the response.
     *
     * @param response the JSON of the response, or of the first chunk
     * @param hasHeader whether the response has this header, given in lower case
     */
    public static ResolvedProvider forExchange(String url, JsonNode response, Predicate<String> hasHeader) {
        UrlAuthority server = UrlAuthority.of(url.strip());
        Optional<ProviderProfile> named = byHost(url);
        if (named.isPresent()) {
            return new ResolvedProvider(named.get(), "host " + server.host());
        }
        boolean unnamed = server.host().isEmpty();
        for (ProviderProfile known : ProviderProfiles.all()) {
            boolean port = server.port().isPresent()
                    && known.servers().ports().contains(server.port().getAsInt());
            if (port || unnamed) {
                Optional<String> sign = known.servers().signIn(response, hasHeader);
                if (sign.isPresent()) {
                    String where = port ? "port " + server.port().getAsInt() + " and " : "response with ";
                    return new ResolvedProvider(known, where + sign.get());
                }
            }
        }
        return new ResolvedProvider(fallback(), unnamed ? "no host recorded" : "unknown host " + server.host());
    }

    static ProviderProfile fallback() {
        return ProviderProfiles.named(FALLBACK)
                .orElseThrow(() -> new IllegalStateException(FALLBACK + " is not a built-in provider"));
    }
}
