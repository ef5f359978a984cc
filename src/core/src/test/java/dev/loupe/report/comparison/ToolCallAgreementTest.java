package dev.loupe.report.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCallAgreementTest {
    @TempDir
    Path dir;

    /** A run of one model: {@code +} for a response that calls a tool, {@code -} for one that does not. */
    private Run run(String model, String calls) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < calls.length(); i++) {
            exchanges.add(
                    calls.charAt(i) == '+'
                            ? Samples.toolCalls("t/" + i, model, "tool_calls", "add", "{\"a\": 1}")
                            : Samples.toolCalls("t/" + i, model, "stop"));
        }
        exchanges.add(Samples.answered("x", "Text", 1));
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve(model + ".ndjson"), exchanges);
    }

    @Test
    void callsAreComparedWithThoseOfTheReference() {
        List<ToolCallAgreement> triggers = ToolCallAgreement.of(run("a", "+++--"), run("b", "+--+--"));
        assertThat(triggers).containsExactly(new ToolCallAgreement("aimlapi", "b", 1, 2, 1, 1));
        assertThat(triggers.getFirst().line())
                .isEqualTo("tool trigger aimlapi b: precision 1 of 2 (9-91 %), recall 1 of 3 (6-79 %), F1 0.400");
    }

    @Test
    void withoutAnyCallThereIsNoF1() {
        assertThat(ToolCallAgreement.of(run("a", "--"), run("b", "--"))
                        .getFirst()
                        .line())
                .endsWith("precision 0 of 0, recall 0 of 0, F1 -");
        assertThat(ToolCallAgreement.of(run("a", ""), run("b", "+"))).isEmpty();
    }

    @Test
    void everyReportOfTwoRunsHasThem() throws IOException {
        RunComparison comparison = RunComparison.of(List.of(
                new RunComparison.OpenedRun("a.json", run("a", "+++--")),
                new RunComparison.OpenedRun("b.json", run("b", "+--+-"))));
        assertThat(ComparisonText.of(comparison))
                .contains("Tool calls: recall against A\n  A  -\n  B  1 of 3 (6-79 %)");
        assertThat(ComparisonMarkdown.of(comparison))
                .contains("| Tool calls: responses with a call | 3 of 5 (23-88 %) | 2 of 5 (12-77 %) |")
                .contains("| Tool calls: F1 against A | - | 0.400 |");
        assertThat(ComparisonPage.of(comparison).numbers())
                .extracting(ComparisonPage.Line::name)
                .contains("Tool calls: precision against A");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ComparisonJson.write(comparison, out);
        String schema = Files.readString(
                Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-comparison-1.schema.json"));
        assertThat(out.toString(UTF_8)).contains("\"f1\":0.4,\"neither\":1");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(Samples.json(out.toString(UTF_8))))
                .isEmpty();
    }
}
