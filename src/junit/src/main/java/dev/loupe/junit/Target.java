package dev.loupe.junit;

import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The endpoint under test of a {@link ConformanceSuite}: {@code Target.at("http://localhost:8081").bearer(env("KEY"))}. */
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
     * @throws IllegalArgumentException when it is neither; the message has an example
     */
    public static Target at(String urlOrProvider) {
        ProviderProfile named = ProviderProfiles.named(urlOrProvider).orElse(null);
        if (named != null) {
            return new Target(named.baseUrl(), null, named.headers(), named);
        }
        dev.loupe.live.TargetEndpoint.at(urlOrProvider, null, "", Map.of()); // throws for an invalid URL
        return new Target(urlOrProvider, null, Map.of(), RunningProviders.forUrl(urlOrProvider));
    }

    /** With this key, sent as a bearer token. A {@link ConformanceSuite} reads it with {@code env("NAME")}. */
    public Target bearer(EnvironmentKey key) {
        return new Target(url, key, headers, provider);
    }

    /** With a key that is not secret, for an endpoint on this machine. A real key belongs in the environment. */
    public Target bearer(String key) {
        return new Target(url, new EnvironmentKey(RunningProviders.keyVariable(provider), key), headers, provider);
    }

    /** With this header in every request. */
    public Target header(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Target(url, key, all, provider);
    }

    /** With this provider profile, see {@link Verification#provider}. */
    public Target provider(String nameOrPath) {
        ProviderProfile named = RunningProviders.find(nameOrPath);
        Map<String, String> all = new TreeMap<>(named.headers());
        all.putAll(headers);
        return new Target(url, key, all, named);
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
