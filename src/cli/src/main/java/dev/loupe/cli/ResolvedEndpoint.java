package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is asked: where, with which key, in whose dialect. */
record ResolvedEndpoint(ProviderProfile provider, TargetEndpoint target) {
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
                : wellKnown.orElseGet(() -> ProviderResolver.forUrl(against));
        String url = wellKnown.map(ProviderProfile::baseUrl).orElse(against);
        try {
            String variable = provider.keyVariable();
            String key = variable.isEmpty() ? null : environment.get(variable);
            return new ResolvedEndpoint(
                    provider,
                    TargetEndpoint.at(
                            url, key == null || key.isBlank() ? null : key.strip(), variable, provider.headers()));
        } catch (TargetEndpoint.UnsendableHeaderException unsendable) {
            throw new InvalidInputException(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            throw new InvalidInputException(
                    "--against: " + noUrl.getMessage() + ", and not a provider ("
                            + String.join(
                                    ", ",
                                    ProviderProfiles.all().stream()
                                            .filter(known -> !known.baseUrl().isEmpty())
                                            .map(ProviderProfile::name)
                                            .toList())
                            + ")",
                    noUrl);
        }
    }

    ProviderProfile.@Nullable Price price(String model) {
        return provider.prices().get(model);
    }

    Redactor redactor() {
        return target.redactor();
    }
}
