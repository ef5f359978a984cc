package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is asked: where, with which key, in whose dialect. */
record ResolvedEndpoint(ProviderProfile provider, TargetEndpoint target) {
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
    static ResolvedEndpoint of(String against, @Nullable String named, Map<String, String> environment) {
        Optional<ProviderProfile> wellKnown = ProviderProfiles.named(against)
                .filter(provider -> !provider.baseUrl().isEmpty());
        ProviderProfile provider = named != null
                ? JudgingOptions.provider(named)
                : wellKnown.orElseGet(() -> byHost(against).orElseGet(ResolvedEndpoint::unknown));
        String url = wellKnown.map(ProviderProfile::baseUrl).orElse(against);
        try {
            String variable = provider.keyVariable();
            String key = variable.isEmpty() ? null : environment.get(variable);
            return new ResolvedEndpoint(
                    provider,
                    TargetEndpoint.at(
                            url, key == null || key.isBlank() ? null : key.strip(), variable, provider.headers()));
        } catch (TargetEndpoint.Unsendable unsendable) {
            throw new InvalidInputException(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            throw new InvalidInputException(
                    "--against: " + noUrl.getMessage() + ", or is a provider: "
                            + String.join(
                                    ", ",
                                    ProviderProfiles.all().stream()
                                            .filter(known -> !known.baseUrl().isEmpty())
                                            .map(ProviderProfile::name)
                                            .toList()),
                    noUrl);
        }
    }

    /** The provider that is at home at the host of an address. */
    static Optional<ProviderProfile> byHost(String against) {
        return ProviderProfiles.all().stream()
                .filter(provider -> provider.baseUrl().startsWith("https://")
                        && host(provider.baseUrl()).equals(host(against)))
                .findFirst();
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? "" : host;
        } catch (TargetEndpoint.Unsendable unsendable) {
            throw new InvalidInputException(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    /** Of an endpoint that no file describes nothing is expected but what its contract and the API itself say. */
    private static ProviderProfile unknown() {
        return ProviderProfiles.named("openai-compatible").orElseThrow();
    }

    ProviderProfile.@Nullable Price price(String model) {
        return provider.prices().get(model);
    }

    Redactor redactor() {
        Redactor redactor = Redactor.of(target.keyVariable().isEmpty() ? OWN_KEY : target.keyVariable());
        String key = target.key();
        return key == null || key.length() < SHORTEST_KEY ? redactor : redactor.withKey(key);
    }
}
