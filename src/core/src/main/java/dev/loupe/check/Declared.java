package dev.loupe.check;

import dev.loupe.contract.References;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.Dialect.Handling;
import dev.loupe.schema.ContractSchemas;
import dev.loupe.schema.ContractSchemas.Reading;

/** Whether a parameter counts: some providers ignore what the model does not know, and say so. */
final class Declared {
    private Declared() {}

    /** Whether the provider must heed this parameter: it rejects what it does not know, or the contract declares it. */
    static boolean knows(Observed observed, String parameter) {
        if (observed.dialect().unknown() == Handling.REJECTS) {
            return true;
        }
        ContractSchemas schemas = observed.context().contract();
        Exchange.Request request = observed.exchange().request();
        return schemas != null
                && schemas.requestSchema(Reading.CORRECTED, request.method(), request.url())
                        .flatMap(new References(schemas.contract().corrected())::follow)
                        .map(schema -> schema.node().path("properties").has(parameter))
                        .orElse(false);
    }
}
