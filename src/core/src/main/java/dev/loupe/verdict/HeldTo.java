package dev.loupe.verdict;

import dev.loupe.contract.Contract;
import java.util.List;

/**
 * A contract that exchanges of a run were held to.
 *
 * @param corrections what the overlay corrects, and why
 * @param parameters what the corrected contract says of each member of the request
 */
public record HeldTo(String name, List<Contract.Correction> corrections, List<DeclaredParameters.Declared> parameters) {
    static HeldTo of(Contract contract) {
        return new HeldTo(contract.name(), contract.corrections(), DeclaredParameters.in(contract.corrected()));
    }
}
