package dev.loupe.cli;

import dev.loupe.exchange.Redactor;
import dev.loupe.live.Target;
import dev.loupe.provider.Provider;
import dev.loupe.provider.Providers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is asked: where, with which key, in whose dialect. */
record Endpoint(Provider provider, Target target) {
    /** Holds the key for an endpoint of which we know nothing but its URL: a provider's own key is not for others. */
    private static final String OWN_KEY = "LOUPE_KEY";

    /** A key that is shorter would be found in ordinary text. */
    private static final int SHORTEST_KEY = 8;

    /**
     * An endpoint by what {@code --against} says.
     *
     * @param against a URL, or the name of a provider
     * @param named what {@code --provider} says; null when it says nothing
     */
    static Endpoint of(String against, @Nullable String named, Map<String, String> environment) {
        Optional<Provider> wellKnown =
                Providers.named(against).filter(provider -> !provider.baseUrl().isEmpty());
        Provider provider = named != null
                ? JudgingOptions.provider(named)
                : wellKnown.orElseGet(() -> byHost(against).orElseGet(Endpoint::unknown));
        String url = wellKnown.map(Provider::baseUrl).orElse(against);
        try {
            String variable = provider.keyVariable();
            String key = variable.isEmpty() ? null : environment.get(variable);
            return new Endpoint(
                    provider,
                    Target.at(url, key == null || key.isBlank() ? null : key.strip(), variable, provider.headers()));
        } catch (Target.Unsendable unsendable) {
            throw new InputFault(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            throw new InputFault(
                    "--against: " + noUrl.getMessage() + ", or is a provider: "
                            + String.join(
                                    ", ",
                                    Providers.all().stream()
                                            .filter(known -> !known.baseUrl().isEmpty())
                                            .map(Provider::name)
                                            .toList()),
                    noUrl);
        }
    }

    /** The provider that is at home at the host of an address. */
    static Optional<Provider> byHost(String against) {
        return Providers.all().stream()
                .filter(provider -> provider.baseUrl().startsWith("https://")
                        && host(provider.baseUrl()).equals(host(against)))
                .findFirst();
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? "" : host;
        } catch (Target.Unsendable unsendable) {
            throw new InputFault(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    /** Of an endpoint that no file describes nothing is expected but what its contract and the API itself say. */
    private static Provider unknown() {
        return Providers.named("openai-compatible").orElseThrow();
    }

    Provider.@Nullable Price price(String model) {
        return provider.prices().get(model);
    }

    Redactor redactor() {
        Redactor redactor = Redactor.of(target.keyVariable().isEmpty() ? OWN_KEY : target.keyVariable());
        String key = target.key();
        return key == null || key.length() < SHORTEST_KEY ? redactor : redactor.withKey(key);
    }
}
