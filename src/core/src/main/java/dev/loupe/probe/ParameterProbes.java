package dev.loupe.probe;

import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.util.List;

/** Values at, inside and outside the constraints of each property of a request, at any depth. */
final class ParameterProbes implements ProbeGenerator {
    @Override
    public void addTo(ProbeBuilder builder) {
        for (Reading reading : List.of(Reading.CORRECTED, Reading.PUBLISHED)) {
            new RequestSchemaWalker(builder, reading).request();
        }
    }
}
