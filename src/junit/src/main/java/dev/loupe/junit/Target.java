package dev.loupe.junit;

import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The endpoint that a {@link ConformanceSuite} puts under test: {@code Target.at("http://localhost:8081").bearer(env("KEY"))}. */
public final class Target {
    private final String url;
    private final @Nullable EnvironmentKey key;
    private final Map<String, String> headers;
    private final ProviderProfile provider;

    private Target(String url, @Nullable EnvironmentKey key, Map<String, String> headers, ProviderProfile provider) {
        this.url = url;
        this.key = key;
        this.headers = Map.copyOf(headers);
        this.provider = provider;
    }

    /**
     * An endpoint.
     *
     * @param urlOrProvider its base URL, or the name of a provider: {@code aimlapi}, {@code openai}, {@code openrouter}
     * @throws IllegalArgumentException when it is neither; the message says what would be
     */
    public static Target at(String urlOrProvider) {
        ProviderProfile named = ProviderProfiles.named(urlOrProvider).orElse(null);
        if (named != null) {
            return new Target(named.baseUrl(), null, named.headers(), named);
        }
        dev.loupe.live.TargetEndpoint.at(urlOrProvider, null, "", Map.of()); // says what is wrong with the address
        return new Target(urlOrProvider, null, Map.of(), RunningProviders.forUrl(urlOrProvider));
    }

    /** With this key, sent as a bearer token; a {@link ConformanceSuite} gets it by {@code env("NAME")}. */
    public Target bearer(EnvironmentKey key) {
        return new Target(url, key, headers, provider);
    }

    /** With a key that is no secret, for an endpoint of this machine. A real key belongs in the environment. */
    public Target bearer(String key) {
        return new Target(url, new EnvironmentKey(RunningProviders.keyVariable(provider), key), headers, provider);
    }

    /** With this header in every request. */
    public Target header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Target(url, key, more, provider);
    }

    /** Whose dialect it speaks, see {@link Verification#provider}. */
    public Target provider(String nameOrPath) {
        ProviderProfile named = RunningProviders.find(nameOrPath);
        Map<String, String> more = new TreeMap<>(named.headers());
        more.putAll(headers);
        return new Target(url, key, more, named);
    }

    ProviderProfile provider() {
        return provider;
    }

    @Nullable
    EnvironmentKey key() {
        return key;
    }

    dev.loupe.live.TargetEndpoint live() {
        return dev.loupe.live.TargetEndpoint.at(
                url,
                key == null ? null : key.value(),
                key == null ? RunningProviders.keyVariable(provider) : key.variable(),
                headers);
    }

    @Override
    public String toString() {
        return url;
    }
}
