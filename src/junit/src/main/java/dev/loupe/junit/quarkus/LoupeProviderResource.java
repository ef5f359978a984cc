package dev.loupe.junit.quarkus;

import dev.loupe.junit.ContractClientFilter;
import dev.loupe.junit.LoupeProvider;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The reference provider for a Quarkus test. It sets the URL of the REST client {@code gemma}:
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(value = LoupeProviderResource.class, initArgs = @ResourceArg(name = "verify", value = "gemma-3"))
 * class TellerTest { ... }
 * }</pre>
 *
 * Arguments, all optional: {@code fault}, the ID of a fault; {@code verify}, the contract to judge the client's traffic by (see
 * {@link ContractClientFilter}); {@code client}, the name of the REST client in the configuration, {@code gemma}.
 */
public final class LoupeProviderResource implements QuarkusTestResourceLifecycleManager {
    private static final Set<String> ARGUMENTS = new TreeSet<>(Set.of("fault", "verify", "client"));

    private Map<String, String> arguments = Map.of();
    private @Nullable LoupeProvider provider;

    @Override
    public void init(Map<String, String> initArgs) {
        for (String name : initArgs.keySet()) {
            if (!ARGUMENTS.contains(name)) {
                throw new IllegalArgumentException("unknown argument '" + name + "' of LoupeProviderResource; known: "
                        + String.join(", ", ARGUMENTS));
            }
        }
        arguments = Map.copyOf(initArgs);
    }

    @Override
    public Map<String, String> start() {
        String fault = arguments.get("fault");
        LoupeProvider started = fault == null ? LoupeProvider.conformant() : LoupeProvider.withFault(fault);
        started.start();
        provider = started;
        String client = "quarkus.rest-client." + arguments.getOrDefault("client", "gemma") + ".";
        Map<String, String> configuration = new HashMap<>(Map.of(client + "url", started.url()));
        String contract = arguments.get("verify");
        if (contract != null) {
            // a system property, because the filter does not depend on Quarkus
            System.setProperty(ContractClientFilter.CONTRACT, contract);
            configuration.put(client + "providers", ContractClientFilter.class.getName());
        }
        return configuration;
    }

    @Override
    public void stop() {
        System.clearProperty(ContractClientFilter.CONTRACT);
        if (provider != null) {
            provider.stop();
            provider = null;
        }
    }
}
