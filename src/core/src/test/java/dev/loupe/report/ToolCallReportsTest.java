package dev.loupe.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.summary.ToolCallTable;
import dev.loupe.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rates of tool calls in every report of a run. */
class ToolCallReportsTest {
    private static final Exchange RIGHT = Samples.toolCalls("t/1", "m1", "tool_calls", "add", "{\"a\": 1}");
    private static final Exchange NO_CALL = Samples.toolCalls("t/2", "m1", "stop");
    private static final Exchange WRONG = Samples.toolCalls(
            "t/3",
            "m1",
            "tool_calls",
            "add",
            "{\"a\": ",
            "Add",
            "{\"a\": 1}",
            "add",
            "{\"a\": \"1\"}",
            "add",
            "[1]",
            "add",
            "");
    private static final Exchange CUT = Samples.toolCalls("t/4", "m1", "length", "add", "{\"a\": ");
    private static final Exchange OTHER_MODEL = Samples.toolCalls("t/5", "m2", "stop");
    private static final Exchange WITHOUT_TOOLS = Samples.answered("t/6", "Text", 1);

    @TempDir
    Path dir;

    private Run run(Exchange... exchanges) {
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), List.of(exchanges));
    }

    private Run run() {
        return run(RIGHT, NO_CALL, WRONG, CUT, OTHER_MODEL, WITHOUT_TOOLS);
    }

    private static String print(Run run, RunReports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(run, format, false, "", out);
        return out.toString(UTF_8);
    }

    @Test
    void callsAreCountedByProviderAndModel() {
        assertThat(run().summary().tools().rows())
                .containsExactly(
                        new ToolCallTable.Row("aimlapi", "m1", 4, 3, 7, 1, 1, 2),
                        new ToolCallTable.Row("aimlapi", "m2", 1, 0, 0, 0, 0, 0));
    }

    @Test
    void theJournalHasTheSameCounts() {
        Run run = run();
        Run read = Run.open(dir.resolve("journal.ndjson"));
        assertThat(read.summary().tools().rows())
                .isEqualTo(run.summary().tools().rows());
    }

    @Test
    void everyReportHasTheRates() throws IOException {
        Run run = run();
        assertThat(print(run, RunReports.Format.TEXT))
                .contains("tools      aimlapi m1: responses with a call 3 of 4 (30-95 %), invalid JSON")
                .contains("tools      aimlapi m2: responses with a call 0 of 1 (0-79 %)");
        assertThat(print(run, RunReports.Format.MARKDOWN))
                .contains(
                        """

                        ## Tool calls

                        | provider and model | responses with a call | invalid JSON arguments | unknown tool name | schema mismatch |
                        |---|---|---|---|---|
                        | `aimlapi m1` | 3 of 4 (30-95 %) | 1 of 7 (3-51 %) | 1 of 7 (3-51 %) | 2 of 7 (8-64 %) |
                        | `aimlapi m2` | 0 of 1 (0-79 %) | 0 of 0 | 0 of 0 | 0 of 0 |
                        """);
        RunReports.writeAll(run, dir.resolve("out"));
        assertThat(Files.readString(dir.resolve("out/index.html")))
                .contains("<section id=\"tools\">", "<th>Schema mismatch</th>", "2 of 7 (8-64 %)");
        String json = print(run, RunReports.Format.JSON);
        assertThat(json).contains("\"schemaMismatch\":{\"count\":2,\"of\":7,\"lower\":0.0822,\"upper\":0.6411}");
        String schema =
                Files.readString(Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-run-1.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(Samples.json(json)))
                .isEmpty();
    }

    @Test
    void aRunWithoutToolsHasNoRates() throws IOException {
        Run run = run(WITHOUT_TOOLS);
        assertThat(print(run, RunReports.Format.TEXT)).doesNotContain("tools  ");
        assertThat(print(run, RunReports.Format.MARKDOWN)).doesNotContain("Tool calls");
        assertThat(print(run, RunReports.Format.JSON)).doesNotContain("\"tools\"");
        RunReports.writeAll(run, dir.resolve("out"));
        assertThat(Files.readString(dir.resolve("out/index.html"))).doesNotContain("id=\"tools\"");
    }
}
