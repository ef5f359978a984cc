package dev.loupe.check;

import dev.loupe.provider.Provider;
import dev.loupe.schema.ContractSchemas;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is judged against.
 *
 * @param contract null when the run has none ({@code --contract none})
 * @param provider whose dialect the answers speak
 */
public record Context(@Nullable ContractSchemas contract, Provider provider) {}
