package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is known to be wrong with the recordings in the repository, and nothing else. */
class KnownRecordingsTest {
    private static final ProviderProfile PROVIDER =
            ProviderProfiles.named("aimlapi").orElseThrow();

    @Test
    void theProvidersOwnSamplesCountNothingAndOneHasAnotherModel() throws Exception {
        List<String> findings = findings("recordings/aimlapi");
        assertThat(findings.stream().filter(line -> !line.startsWith("INFO")))
                .containsExactlyInAnyOrder(
                        "MUST usage.completion-counted gemma-3-27b-it/hello /usage/completion_tokens",
                        "MUST usage.prompt-counted gemma-3-27b-it/hello /usage/prompt_tokens",
                        "MUST usage.completion-counted gemma-3-27b-it/mankind /usage/completion_tokens",
                        "MUST identity.model-echo gemma-3-27b-it/mankind /model",
                        "MUST usage.completion-counted gemma-3n-e4b-it/hello /usage/completion_tokens",
                        "MUST usage.prompt-counted gemma-3n-e4b-it/hello /usage/prompt_tokens");
        assertThat(findings.stream().filter(line -> line.startsWith("INFO")))
                .allMatch(line -> line.startsWith("INFO schema.undocumented-field"))
                .hasSize(9);
    }

    @Test
    void theGoodOnesBreakOnlyWhatThePublishedContractGetsWrongOfStreams() throws Exception {
        assertThat(findings("recordings/reference"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("MUST schema.response-published") && line.contains("/stream"));
    }

    private static List<String> findings(String folder) throws Exception {
        List<Exchange> run = Judging.read(Path.of(System.getProperty("loupe.root"), folder));
        List<String> findings = new ArrayList<>();
        for (Exchange exchange : run) {
            String name = Objects.requireNonNull(exchange.origin().contract());
            CheckContext context =
                    new CheckContext(ContractSchemas.of(Contracts.named(name).orElseThrow()), PROVIDER);
            for (Check check : Checks.all()) {
                for (Violation violation : Judging.violationsOf(check, List.of(exchange), context)) {
                    findings.add(check.info().level() + " " + check.info().id() + " "
                            + exchange.id().value().replaceFirst("^[a-z]+/", "") + " " + violation.at());
                }
            }
        }
        return findings;
    }
}
