package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoint under test: URL, key and provider profile. */
record ResolvedEndpoint(ProviderProfile provider, TargetEndpoint target) {
    /** Environment variable with the key for an unknown endpoint, so that no provider's key is sent to another host. */
    private static final String DEFAULT_KEY_VARIABLE = "LOUPE_KEY";

    /** A key that is shorter would be found in ordinary text. */
    private static final int SHORTEST_KEY = 8;

    /**
     * Resolves the value of {@code --against}.
     *
     * @param against a URL, or the name of a provider
     * @param provider value of {@code --provider}; null when it is not given
     */
    static ResolvedEndpoint of(String against, @Nullable String provider, Map<String, String> environment) {
        Optional<ProviderProfile> wellKnown =
                ProviderProfiles.named(against).filter(known -> !known.baseUrl().isEmpty());
        ProviderProfile profile = provider != null
                ? JudgingOptions.provider(provider)
                : wellKnown.orElseGet(() -> byHost(against).orElseGet(ResolvedEndpoint::unknown));
        String url = wellKnown.map(ProviderProfile::baseUrl).orElse(against);
        try {
            String variable = profile.keyVariable();
            String key = variable.isEmpty() ? null : environment.get(variable);
            return new ResolvedEndpoint(
                    profile,
                    TargetEndpoint.at(
                            url, key == null || key.isBlank() ? null : key.strip(), variable, profile.headers()));
        } catch (TargetEndpoint.Unsendable unsendable) {
            throw new InvalidInputException(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            throw new InvalidInputException(
                    "--against: " + noUrl.getMessage() + "; or name a provider: "
                            + String.join(
                                    ", ",
                                    ProviderProfiles.all().stream()
                                            .filter(known -> !known.baseUrl().isEmpty())
                                            .map(ProviderProfile::name)
                                            .toList()),
                    noUrl);
        }
    }

    /** The profile whose base URL has the same host. */
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

    /** The profile for an unknown endpoint: provider-specific checks are skipped. */
    private static ProviderProfile unknown() {
        return ProviderProfiles.named("openai-compatible").orElseThrow();
    }

    ProviderProfile.@Nullable Price price(String model) {
        return provider.prices().get(model);
    }

    Redactor redactor() {
        Redactor redactor = Redactor.of(target.keyVariable().isEmpty() ? DEFAULT_KEY_VARIABLE : target.keyVariable());
        String key = target.key();
        return key == null || key.length() < SHORTEST_KEY ? redactor : redactor.withKey(key);
    }
}
