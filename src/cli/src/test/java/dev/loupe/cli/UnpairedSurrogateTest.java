package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half of a character, which JSON can escape and UTF-8 cannot express: servers send it when they cut a text. */
class UnpairedSurrogateTest extends BadInput {
    private static final String HALF = "\\ud83d b";

    /** The text is shown with U+FFFD, and the other recordings have their verdict. */
    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\"gpt-4o-2024-08-06\"", "\"gpt-4o\"", "\"stop\"", "\"openai\""})
    void aRecordingHasAVerdictAndReports(String text) throws IOException {
        String record = GOOD.replace(text, "\"" + HALF + "\"");
        Path file = write("half.json", record);
        Path out = dir.resolve("out");
        int code = run("replay", file.toString(), "--out", out.toString());
        assertThat(code).as(output).isIn(0, 1);
        assertThat(out).isDirectoryContaining("glob:**/run.json");
        assertThat(run("report", out.resolve("run.json").toString())).isIn(0, 1);
    }

    @Test
    void aBaselineNamesTheExchange() throws IOException {
        Path file = write(
                "half.json",
                GOOD.replace("\"good\"", "\"" + HALF + "\"").replace("gpt-4o-2024-08-06", "gpt-3.5-turbo"));
        Path baseline = dir.resolve("baseline.yaml");
        run("replay", file.toString(), "--write-baseline", baseline.toString());
        assertThat(baseline).content().contains("identity.model-echo", "\ufffd b");
    }

    @Test
    void anExportKeepsIt() throws IOException {
        Path file = write("half.json", GOOD.replace("Hello", HALF));
        Path copies = dir.resolve("copies");
        for (String format : List.of("ndjson", "har", "vcr", "otel")) {
            Path out = dir.resolve("export." + format);
            assertThat(run("export", file.toString(), "--format", format, "--out", out.toString()))
                    .isZero();
            assertThat(Files.readString(out)).contains("ud83d b");
        }
        assertThat(run("import", dir.resolve("export.ndjson").toString(), "--out", copies.toString()))
                .isZero();
    }

    @Test
    void aComparisonHasReports() throws IOException {
        String spec =
                """
                {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": {"parameters": [{"name": "q",\
                 "in": "query", "schema": {"type": "string", "enum": ["%s", "b"]}}], "responses": {"200": {"description": "ok"}}}}}}""";
        Path before = write("before.json", spec.formatted(HALF));
        Path after = write("after.json", spec.formatted("c"));
        Path out = dir.resolve("diff");
        assertThat(run("diff", before.toString(), after.toString(), "--out", out.toString()))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(out).isDirectoryContaining("glob:**/diff.html");
    }
}
