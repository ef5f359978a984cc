package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.provider.ProviderDialect.Handling;

/** Whether a provider must honour a parameter: some document that they ignore unsupported ones. */
public final class ParameterSupport {
    private ParameterSupport() {}

    /** The level of a finding that this parameter has no effect: a provider that states that it ignores some keeps its word. */
    public static Level levelIfIgnored(ParsedExchange observed, String parameter) {
        if (isSupported(observed, parameter)) {
            return Level.MUST;
        }
        return observed.dialect().unknown() == Handling.IGNORES ? Level.INFO : Level.SHOULD;
    }

    /** Whether the provider rejects unsupported parameters, or its profile or the contract declares this one. */
    public static boolean isSupported(ParsedExchange observed, String parameter) {
        if (observed.dialect().unknown() == Handling.REJECTS
                || observed.dialect().supported().contains(parameter)) {
            return true;
        }
        ContractSchemas schemas = observed.context().contract();
        Exchange.Request request = observed.exchange().request();
        return schemas != null
                && observed.context().hasProviderContract()
                && schemas.requestSchema(Reading.CORRECTED, request.method(), request.url())
                        .flatMap(new ReferenceResolver(schemas.contract().corrected())::follow)
                        .map(schema -> schema.node().path("properties").has(parameter))
                        .orElse(false);
    }
}
