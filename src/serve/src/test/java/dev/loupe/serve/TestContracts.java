package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contracts of this repository. */
public final class TestContracts {
    private static final List<Contract> ALL = Stream.of("gemma-3", "gemma-3-27b", "gemma-3n")
            .map(TestContracts::read)
            .toList();

    private TestContracts() {}

    public static List<Contract> all() {
        return ALL;
    }

    private static Contract read(String name) {
        Path file = Path.of(System.getProperty("loupe.root"), "openapi", name + ".json");
        try {
            JsonNode document = new JsonMapper().readTree(file.toFile());
            return new Contract(name, document, document, List.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
