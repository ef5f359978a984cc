package dev.loupe.check;

import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fixtures of checks: recordings, under the id of the check that they show. */
final class Fixtures {
    static final Path ROOT = Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/checks");

    private static final Map<String, List<Fixture>> READ = new ConcurrentHashMap<>();

    private static final Map<String, ContractSchemas> CONTRACTS = new ConcurrentHashMap<>();

    private Fixtures() {}

    static List<Fixture> of(Check check) {
        return READ.computeIfAbsent(check.info().id(), Fixtures::read);
    }

    private static List<Fixture> read(String id) {
        Path folder = ROOT.resolve(id);
        if (!Files.isDirectory(folder)) {
            throw new AssertionError("no fixtures: create " + folder + " with holds-*.json and breaks-*.json");
        }
        List<Fixture> fixtures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder).sorted()) {
            for (Path file : files.filter(file -> file.toString().matches(".*\\.(json|ndjson)"))
                    .toList()) {
                List<Exchange> run = Judging.read(file);
                Exchange first = run.getFirst();
                String provider = first.origin().provider();
                fixtures.add(new Fixture(
                        file,
                        run,
                        new CheckContext(
                                contract(first.origin().contract()),
                                provider(provider == null ? "openai" : provider))));
            }
        } catch (Exception e) {
            throw new AssertionError(folder + ": " + e.getMessage(), e);
        }
        return fixtures;
    }

    private static ProviderProfile provider(String name) {
        return ProviderProfiles.named(name).orElseGet(() -> ProviderProfiles.unknown(name));
    }

    private static @Nullable ContractSchemas contract(@Nullable String name) {
        return name == null
                ? null
                : CONTRACTS.computeIfAbsent(
                        name,
                        each -> ContractSchemas.of(Contracts.named(each)
                                .orElseGet(() ->
                                        Contracts.load(ROOT.resolveSibling("check-contracts/" + each + ".json")))));
    }
}
