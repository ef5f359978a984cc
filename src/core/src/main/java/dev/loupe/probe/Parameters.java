package dev.loupe.probe;

import dev.loupe.schema.ContractSchemas.Reading;
import java.util.List;

/** Values at, inside and outside of what the contract says of each member of a request, at any depth. */
final class Parameters implements Generator {
    @Override
    public void addTo(Workbench bench) {
        for (Reading reading : List.of(Reading.CORRECTED, Reading.PUBLISHED)) {
            new Walk(bench, reading).request();
        }
    }
}
