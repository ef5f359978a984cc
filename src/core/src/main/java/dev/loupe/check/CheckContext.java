package dev.loupe.check;

import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is judged against.
 *
 * @param contract null when the run has none ({@code --contract none})
 * @param provider whose dialect the answers speak
 */
public record CheckContext(@Nullable ContractSchemas contract, ProviderProfile provider) {}
