package dev.loupe.provider;

import java.util.List;

/**
 * The ids of a provider's responses.
 *
 * @param smallSpace whether they are drawn from so few that two responses may have the same by chance
 * @param foreign prefixes of ids of other vendors, which this one never sends: with one, the recording is not of this provider
 */
public record IdDialect(boolean smallSpace, List<String> foreign) {
    public IdDialect {
        foreign = List.copyOf(foreign);
    }

    /** Whether this is the id of a response of another vendor. */
    public boolean isForeign(String id) {
        return foreign.stream().anyMatch(id::startsWith);
    }
}
