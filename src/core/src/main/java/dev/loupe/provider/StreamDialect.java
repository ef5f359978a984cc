package dev.loupe.provider;

import dev.loupe.provider.ProviderDialect.Done;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import java.util.Set;

/**
 * How a provider's streams differ.
 *
 * @param done how they end
 * @param usageChunk where usage is
 * @param objects values of the property "object" of a chunk, beyond {@code chat.completion.chunk}
 * @param createdPerChunk whether {@code created} is the time of the chunk rather than of the response
 * @param roleFirst whether the first delta of a choice has the role
 */
public record StreamDialect(
        Done done, UsageChunk usageChunk, Set<String> objects, boolean createdPerChunk, boolean roleFirst) {
    public StreamDialect {
        objects = Set.copyOf(objects);
    }
}
