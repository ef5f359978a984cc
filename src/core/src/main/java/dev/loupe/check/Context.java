package dev.loupe.check;

import dev.loupe.contract.Contract;
import dev.loupe.provider.Provider;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is judged against.
 *
 * @param contract null when the run has none ({@code --contract none})
 * @param provider whose dialect the answers speak
 */
public record Context(@Nullable Contract contract, Provider provider) {}
