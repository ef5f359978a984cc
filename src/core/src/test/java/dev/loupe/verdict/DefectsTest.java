package dev.loupe.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Context;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.contract.ChatContracts;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Place;
import dev.loupe.provider.Providers;
import dev.loupe.schema.ContractSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefectsTest {
    private static final JsonPointer REQUIRED = JsonPointer.compile("/components/schemas/ChunkDelta/required");

    private static final Context GEMMA = new Context(
            ContractSchemas.of(ChatContracts.find("gemma-3")),
            Providers.named("openai").orElseThrow());

    private static Violation violation(Attribution who, JsonPointer schemaAt) {
        return new Violation(Place.event(1, "/choices/0/delta"), "role", "nothing", "no role", who, schemaAt);
    }

    @Test
    void aDefectOfTheContractStandsOnALineOfItAndIsMendedOnALineOfTheOverlay() throws IOException {
        List<Evidence.Related> related = Defects.of(violation(Attribution.SPEC, REQUIRED), GEMMA);
        assertThat(related).hasSize(2);
        assertThat(related.get(0).stored().file()).endsWith("openapi/gemma-3.json");
        assertThat(lineOf(related.get(0))).contains("\"required\"");
        assertThat(related.get(1).stored().file()).contains("openapi/overlays/");
        assertThat(lineOf(related.get(1))).contains("ChunkDelta.required");
    }

    @Test
    void whatOthersBreakIsNoDefectOfTheContract() {
        assertThat(Defects.of(violation(Attribution.PROVIDER, REQUIRED), GEMMA)).isEmpty();
        assertThat(Defects.of(violation(Attribution.SPEC, null), GEMMA)).isEmpty();
    }

    @Test
    void theLinesAreKeptInTheJournal() throws IOException {
        CheckInfo check = Samples.info("a.b", Level.MUST, "truth");
        Finding finding = new Finding(
                check,
                new Exchange.Id("x"),
                violation(Attribution.SPEC, REQUIRED),
                null,
                new Evidence(
                        new Stored("x.json", 1),
                        "loupe",
                        List.of(),
                        Defects.of(violation(Attribution.SPEC, REQUIRED), GEMMA)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            FindingCodec.write(out, finding);
        }
        Finding again = FindingCodec.reader(List.of(check)).apply(new ObjectMapper().readTree(bytes.toByteArray()));
        assertThat(again.evidence()).isEqualTo(finding.evidence());
    }

    private static String lineOf(Evidence.Related related) throws IOException {
        Path file = Path.of(System.getProperty("loupe.root"), related.stored().file());
        return Files.readAllLines(file).get(related.stored().line() - 1);
    }
}
