package dev.loupe.engine.result;

import dev.loupe.openapi.Contract;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A contract by which exchanges of a run are judged.
 *
 * @param fingerprint of the published document, {@code sha256:...}
 * @param corrections of the overlays
 * @param parameters the properties of the request in the corrected contract
 */
@API(status = API.Status.EXPERIMENTAL)
public record ContractInfo(
        String name,
        String fingerprint,
        List<AppliedCorrection> corrections,
        List<DeclaredParameters.Parameter> parameters) {
    /** One correction. */
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
