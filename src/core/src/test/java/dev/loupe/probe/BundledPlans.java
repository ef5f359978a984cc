package dev.loupe.probe;

import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The plans of the bundled contracts. */
abstract class BundledPlans {
    private static final Map<String, ContractSchemas> SCHEMAS = new ConcurrentHashMap<>();

    static Stream<Contract> contracts() {
        return Contracts.bundled().stream();
    }

    static ContractSchemas schemas(Contract contract) {
        return SCHEMAS.computeIfAbsent(contract.name(), name -> ContractSchemas.of(contract));
    }

    static List<Probe> plan(Contract contract, Thoroughness level) {
        return ProbePlan.of(schemas(contract), "", level).probes();
    }
}
