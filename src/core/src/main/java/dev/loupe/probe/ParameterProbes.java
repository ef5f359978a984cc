package dev.loupe.probe;

import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.util.List;

/** Values at, inside and outside of what the contract says of each member of a request, at any depth. */
final class ParameterProbes implements ProbeGenerator {
    @Override
    public void addTo(ProbeBuilder bench) {
        for (Reading reading : List.of(Reading.CORRECTED, Reading.PUBLISHED)) {
            new RequestSchemaWalker(bench, reading).request();
        }
    }
}
