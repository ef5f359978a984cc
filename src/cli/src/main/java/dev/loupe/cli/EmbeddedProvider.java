package dev.loupe.cli;

import dev.loupe.live.TargetEndpoint;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.serve.ReferenceProvider;
import java.util.Map;

/** The reference provider that {@code loupe run} starts without {@code --against}. */
final class EmbeddedProvider {
    /** Any key is accepted that does not begin with "invalid". */
    private static final String KEY = "embedded-reference";

    private EmbeddedProvider() {}

    /** Starts it with one contract. */
    static ReferenceProvider start(Contract contract, long seed) {
        try {
            return ReferenceProvider.start(ServeCommand.options(contract).seed(seed));
        } catch (ContractException notServed) {
            throw new InvalidInputException(
                    notServed.getMessage() + "; name the endpoint to probe with --against URL", notServed);
        }
    }

    /** Its address, and the profile of the provider that it imitates with this contract. */
    static ResolvedEndpoint at(String url, Contract contract) {
        String dialect = ServeCommand.options(contract).persona().dialect().name();
        TargetEndpoint target = TargetEndpoint.at(url, KEY, TargetEndpoint.DEFAULT_KEY_VARIABLE, Map.of());
        return new ResolvedEndpoint(ProviderProfiles.named(dialect).orElseThrow(), target);
    }
}
