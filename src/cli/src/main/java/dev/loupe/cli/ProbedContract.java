package dev.loupe.cli;

import dev.loupe.engine.ContractResolver;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a run: probes are made from it, and every exchange is judged by it, whatever model it requests.
 *
 * @param schemas the contract; that of the protocol when exchanges are judged without one
 * @param judges false when exchanges are judged without a contract
 * @param reason why this contract applies; empty when the user names it, or for the embedded reference provider
 */
record ProbedContract(ContractSchemas schemas, boolean judges, String reason) {
    /**
     * The contract of these options: the named one, else the built-in one that lists the model and is of the provider, else that
     * of the protocol.
     *
     * @param endpoint null for the embedded reference provider, which serves only models of a built-in contract
     * @param connections how a contract is downloaded
     */
    static ProbedContract of(
            JudgingOptions judging, String model, @Nullable ResolvedEndpoint endpoint, ConnectionOptions connections) {
        if (judging.isNone()) {
            return new ProbedContract(ContractSchemas.of(Contracts.protocol()), false, "");
        }
        String reason = "";
        if (judging.contract == null) {
            judging.contract = byDefault(model, endpoint);
            reason = endpoint == null ? "" : reason(judging.contract, endpoint);
        }
        judging.loaded = JudgingOptions.schemas(
                judging.contract, judging.references, connections, endpoint == null ? null : endpoint.target());
        return new ProbedContract(judging.loaded, true, reason);
    }

    private static String byDefault(String model, @Nullable ResolvedEndpoint endpoint) {
        if (model.isEmpty()) {
            return firstOf(endpoint).name();
        }
        Optional<Contract> listing = Contracts.forModel(model)
                .filter(contract -> endpoint == null || ContractResolver.isOf(contract, endpoint.provider()));
        return listing.map(Contract::name).orElseGet(() -> {
            if (endpoint == null) {
                throw new InvalidInputException("the embedded reference provider has no model " + model
                        + "; add --against URL, or --contract NAME|PATH");
            }
            return Contracts.PROTOCOL;
        });
    }

    private static String reason(String contract, ResolvedEndpoint endpoint) {
        return contract.equals(Contracts.PROTOCOL)
                ? "no built-in contract is of " + endpoint.target().base().getHost()
                : "the contract of " + endpoint.provider().title();
    }

    /** Without a model, a contract applies only to the server that it names itself. */
    private static Contract firstOf(@Nullable ResolvedEndpoint endpoint) {
        return Contracts.bundled().stream()
                .filter(contract -> endpoint == null || ContractResolver.isOf(contract, endpoint.provider()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--model is missing; name a model that "
                        + (endpoint == null ? "the endpoint" : endpoint.target())
                        + " serves (example: --model my-model)"));
    }

    /** The name for recordings; null when exchanges are judged without a contract. */
    @Nullable
    String name() {
        return judges ? schemas.contract().name() : null;
    }

    ProbePlan plan(String model, Thoroughness level, boolean hasKey) {
        if (model.isEmpty() && Contracts.isProtocol(schemas.contract())) {
            throw new InvalidInputException("--model is missing: the contract "
                    + schemas.contract().name() + " lists no models; add --model NAME");
        }
        try {
            return judges
                    ? ProbePlan.of(schemas, model, level, hasKey)
                    : ProbePlan.withoutContract(schemas, model, level, hasKey);
        } catch (IllegalArgumentException nothingToProbe) {
            throw new InvalidInputException(nothingToProbe.getMessage(), nothingToProbe);
        }
    }
}
