package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.provider.ProviderDialect.Handling;

/** Whether a parameter counts: some providers ignore what the model does not know, and say so. */
public final class ParameterSupport {
    private ParameterSupport() {}

    /** Whether the provider must heed this parameter: it rejects what it does not know, or the contract declares it. */
    public static boolean knows(ParsedExchange observed, String parameter) {
        if (observed.dialect().unknown() == Handling.REJECTS) {
            return true;
        }
        ContractSchemas schemas = observed.context().contract();
        Exchange.Request request = observed.exchange().request();
        return schemas != null
                && schemas.requestSchema(Reading.CORRECTED, request.method(), request.url())
                        .flatMap(new ReferenceResolver(schemas.contract().corrected())::follow)
                        .map(schema -> schema.node().path("properties").has(parameter))
                        .orElse(false);
    }
}
