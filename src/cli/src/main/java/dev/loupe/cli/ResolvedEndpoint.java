package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoint under test: URL, key and provider profile. */
record ResolvedEndpoint(ProviderProfile provider, TargetEndpoint target) {
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
                : wellKnown.orElseGet(() -> ProviderResolver.forUrl(against));
        String url = wellKnown.map(ProviderProfile::baseUrl).orElse(against);
        try {
            String variable = profile.keyVariable();
            String key = variable.isEmpty() ? null : key(variable, environment);
            return new ResolvedEndpoint(profile, TargetEndpoint.at(url, key, variable, profile.headers()));
        } catch (TargetEndpoint.UnsendableHeaderException unsendable) {
            throw new InvalidInputException(unsendable.getMessage(), unsendable);
        } catch (IllegalArgumentException noUrl) {
            throw new InvalidInputException("--against: " + noUrl.getMessage() + provider(against), noUrl);
        }
    }

    /** For text that is no URL: the provider that it may mean, or all of them. */
    private static String provider(String against) {
        if (against.matches(".*[:/].*")) {
            return "";
        }
        List<String> names = ProviderProfiles.all().stream()
                .filter(known -> !known.baseUrl().isEmpty())
                .map(ProviderProfile::name)
                .toList();
        String near = NameSuggestion.of(against, names);
        return near.isEmpty() ? "; or name a provider: " + String.join(", ", names) : near;
    }

    /** The key as it is sent; null when the variable is not set. A CI system sets the variable of a missing secret to nothing. */
    private static @Nullable String key(String variable, Map<String, String> environment) {
        String key = environment.get(variable);
        if (key == null) {
            return null;
        }
        if (key.isBlank()) {
            throw new InvalidInputException(variable + " is " + (key.isEmpty() ? "empty" : "blank")
                    + "; set it to the key of the endpoint, or unset it to send no key");
        }
        if (key.endsWith("\n") || key.endsWith("\r")) {
            throw new InvalidInputException(
                    "the key in " + variable + " ends with a line break; remove the line break");
        }
        return key.strip();
    }

    /** Before anything is sent: a provider on the internet rejects every request without its key. */
    void requireKey() {
        boolean sent = target.key() != null
                || provider.headers().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).matches("authorization|.*key"));
        if (!sent
                && !target.keyVariable().isEmpty()
                && provider.isServedAt(target.base().toString())
                && "https".equals(target.base().getScheme())) {
            throw new InvalidInputException(
                    target.keyVariable() + " is not set; set it to your key for " + provider.title());
        }
    }

    ProviderProfile.@Nullable Price price(String model) {
        return provider.prices().get(model);
    }

    /** Why the profile applies where --provider is not given. */
    String providerReason() {
        String host = target.base().getHost();
        if (provider.isServedAt(target.base().toString())) {
            return "host " + host;
        }
        return provider.name().equals(ProviderResolver.FALLBACK) ? "unknown host " + host : "--against";
    }

    Redactor redactor() {
        return target.redactor();
    }
}
