package dev.loupe.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.chat.ChatContracts;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckContext;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.journal.FindingCodec;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecDefectLocatorTest {
    private static final JsonPointer REQUIRED = JsonPointer.compile("/components/schemas/ChunkDelta/required");

    private static final CheckContext GEMMA = new CheckContext(
            ContractSchemas.of(ChatContracts.find("gemma-3")),
            ProviderProfiles.named("openai").orElseThrow());

    private static Violation violation(Attribution who, JsonPointer schemaAt) {
        return new Violation(FindingLocation.event(1, "/choices/0/delta"), "role", "nothing", "no role", who, schemaAt);
    }

    @Test
    void aSpecDefectHasALineOfTheContractAndOneOfTheOverlay() throws IOException {
        List<FindingEvidence.Related> related = SpecDefectLocator.of(violation(Attribution.SPEC, REQUIRED), GEMMA);
        assertThat(related).hasSize(2);
        assertThat(related.get(0).stored().file()).endsWith("openapi/gemma-3.json");
        assertThat(lineOf(related.get(0))).contains("\"required\"");
        assertThat(related.get(1).stored().file()).contains("openapi/overlays/");
        assertThat(lineOf(related.get(1))).contains("ChunkDelta.required");
    }

    @Test
    void whatOthersBreakIsNoDefectOfTheContract() {
        assertThat(SpecDefectLocator.of(violation(Attribution.PROVIDER, REQUIRED), GEMMA))
                .isEmpty();
        assertThat(SpecDefectLocator.of(violation(Attribution.SPEC, null), GEMMA))
                .isEmpty();
    }

    @Test
    void theLinesAreKeptInTheJournal() throws IOException {
        CheckInfo check = SampleChecks.info("a.b", Level.MUST, "truth");
        Finding finding = new Finding(
                check,
                new Exchange.Id("x"),
                violation(Attribution.SPEC, REQUIRED),
                null,
                new FindingEvidence(
                        new SourceLocation("x.json", 1),
                        "loupe",
                        List.of(),
                        SpecDefectLocator.of(violation(Attribution.SPEC, REQUIRED), GEMMA)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            FindingCodec.write(out, finding);
        }
        Finding again = FindingCodec.reader(List.of(check)).apply(new ObjectMapper().readTree(bytes.toByteArray()));
        assertThat(again.evidence()).isEqualTo(finding.evidence());
    }

    private static String lineOf(FindingEvidence.Related related) throws IOException {
        Path file = Path.of(System.getProperty("loupe.root"), related.stored().file());
        return Files.readAllLines(file).get(related.stored().line() - 1);
    }
}
