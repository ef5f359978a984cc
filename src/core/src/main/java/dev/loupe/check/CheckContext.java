package dev.loupe.check;

import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The contract and the provider profile that an exchange is checked against.
 *
 * @param contract null when the run has none ({@code --contract none})
 * @param provider profile of the provider that sent the response
 * @param providerReason why this profile applies, for reports; empty when the caller chose it
 */
@API(status = API.Status.EXPERIMENTAL)
public record CheckContext(@Nullable ContractSchemas contract, ProviderProfile provider, String providerReason) {
    public CheckContext(@Nullable ContractSchemas contract, ProviderProfile provider) {
        this(contract, provider, "");
    }
}
