package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.Golden;
import dev.loupe.openapi.Contract.Correction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code openapi/README.md} describes the overlays; make golden writes it. */
class OpenapiPageTest {
    private static final Path FOLDER = Path.of(System.getProperty("loupe.root"), "openapi");

    @Test
    void pageDescribesWhatTheOverlaysChange() throws IOException {
        Golden.compare(FOLDER.resolve("README.md"), page());
    }

    @Test
    void theJarHasEveryContractAndOverlayOfTheFolder() throws IOException {
        assertThat(names(FOLDER, ".json")).containsExactlyElementsOf(Contracts.names());
        assertThat(names(FOLDER.resolve("overlays"), ".yaml").stream().map(name -> name + ".yaml"))
                .containsExactlyInAnyOrderElementsOf(Contracts.BUNDLED_OVERLAYS);
    }

    @Test
    void contractsOfTheJarAreThoseOfTheFolder() {
        for (Contract bundled : Contracts.bundled()) {
            Contract read = Contracts.load(FOLDER.resolve(bundled.name() + ".json"));
            assertThat(read.published()).isEqualTo(bundled.published());
            assertThat(read.corrected()).isEqualTo(bundled.corrected());
            assertThat(read.corrections()).hasSameSizeAs(bundled.corrections());
        }
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # The contracts

                `gemma-3.json`, `gemma-3-27b.json` and `gemma-3n.json` mean exactly what AI/ML API publishes for these models,
                errors included; names and explanations are not the provider's. `make fidelity` proves it by fingerprint
                (`fingerprints.txt`), and `make fidelity PUBLISHED=dir` against the published files themselves.

                `openai-chat.json` is the chat completions protocol as its reference implementation documents it, for any
                model. It is the contract of `loupe run` for a model that no other contract lists. No provider publishes it as
                its own, so accepting a value that it forbids is SHOULD, and rejecting an optional part of it is no violation.

                `overlays/` contains the corrections: [OpenAPI Overlay 1.0](https://spec.openapis.org/overlay/v1.0.0.html), one
                action per correction, each with its reason and evidence. An overlay applies to the contracts that it names,
                by `extends`, or by the list `x-extends` when several share it; overlays apply in the order of their file
                names. An action that matches nothing is an error. Both contracts, as published and corrected, are always
                checked and reported separately.

                `overlays/openapi-3.2/` contains an overlay (Overlay 1.1) that lifts the corrected contracts to OpenAPI 3.2, where
                `itemSchema` describes one event of a stream. It is not applied by itself.

                This page is written by `make golden` from the overlays.

                """);
        Map<String, TreeSet<String>> contracts = new LinkedHashMap<>();
        Map<String, StringBuilder> tables = new LinkedHashMap<>();
        for (Contract contract : Contracts.bundled()) {
            for (Correction correction : contract.corrections()) {
                if (contracts
                                .computeIfAbsent(correction.source(), source -> new TreeSet<>())
                                .add(contract.name())
                        && contracts.get(correction.source()).size() > 1) {
                    continue;
                }
                if (contracts.get(correction.source()).size() == 1) {
                    tables.computeIfAbsent(correction.source(), source -> new StringBuilder())
                            .append("| `" + cell(correction.target()) + "` | " + cell(correction.reason()) + " | "
                                    + cell(correction.evidence()) + " |\n");
                }
            }
        }
        tables.forEach((source, rows) -> page.append("## " + source.replaceFirst("^openapi/", "") + "\n\nApplies to ")
                .append(String.join(", ", contracts.get(source)))
                .append(".\n\n| where | why | evidence |\n|---|---|---|\n")
                .append(rows)
                .append('\n'));
        return page.toString().stripTrailing() + "\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
