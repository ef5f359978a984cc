package dev.loupe.engine.result;

import dev.loupe.openapi.Contract;
import java.util.List;

/**
 * A contract that exchanges of a run were held to.
 *
 * @param fingerprint of what the published document means, {@code sha256:...}
 * @param corrections what the overlays correct, and why
 * @param parameters what the corrected contract says of each member of the request
 */
public record ContractInfo(
        String name,
        String fingerprint,
        List<AppliedCorrection> corrections,
        List<DeclaredParameters.Parameter> parameters) {
    /** One correction, as reports tell it. */
    public record AppliedCorrection(String target, String reason, String evidence) {}

    public static ContractInfo of(Contract contract) {
        return new ContractInfo(
                contract.name(),
                contract.fingerprint(),
                contract.corrections().stream()
                        .map(c -> new AppliedCorrection(c.target(), c.reason(), c.evidence()))
                        .toList(),
                DeclaredParameters.in(contract.corrected()));
    }
}
