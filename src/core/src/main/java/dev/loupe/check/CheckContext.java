package dev.loupe.check;

import dev.loupe.openapi.Contracts;
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

    /**
     * Whether the contract is a provider's own. The contract of the protocol states what the reference implementation accepts,
     * not what this server must accept or reject.
     */
    public boolean hasProviderContract() {
        return contract != null && !Contracts.isProtocol(contract.contract());
    }
}
