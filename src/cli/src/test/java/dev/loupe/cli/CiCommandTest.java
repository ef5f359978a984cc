package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMA = Path.of("docs/formats/loupe-yaml.schema.json");

    @TempDir
    Path temp;

    private String out = "";
    private String err = "";

    private int ci(String yaml, String... more) throws IOException {
        Path file = Files.writeString(temp.resolve("loupe.yaml"), yaml);
        return run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "ci",
                                "--config",
                                file.toString(),
                                "--out",
                                temp.resolve("out").toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        StringWriter stdout = new StringWriter();
        StringWriter stderr = new StringWriter();
        int code = CommandRunner.run(new PrintWriter(stdout), new PrintWriter(stderr), arguments);
        out = stdout.toString();
        err = stderr.toString();
        return code;
    }

    private CiFile file(String yaml, Map<String, String> environment) throws IOException {
        return CiFile.read(Files.writeString(temp.resolve("loupe.yaml"), yaml), environment);
    }

    @Test
    void theGatesOfThisRepositoryPass() throws IOException {
        assertThat(run("ci", "--out", temp.toString())).as(out + err).isZero();
        assertThat(out).endsWith("CONFORMANT: 2 gates passed\nreports: " + temp + "\n");
        assertThat(temp.resolve("index.html"))
                .content()
                .contains("<a href=\"replay/index.html\">replay</a>", "<style>", "style-src 'sha256-");
        assertThat(JSON.readTree(temp.resolve("ci.json").toFile())
                        .path("verdict")
                        .asText())
                .isEqualTo("CONFORMANT");
        assertThat(temp.resolve("summary.md")).content().startsWith("# CONFORMANT: 2 gates passed\n");
    }

    @Test
    void theWorstGateDecidesAndEveryGateRuns() throws IOException {
        int code = ci(
                """
                lint:
                  specs: [openapi/gemma-3.json]
                diff:
                  - name: models
                    old: openapi/gemma-3.json
                    new: openapi/gemma-3n.json
                  - old: openapi/gemma-3.json
                    new: openapi/gemma-3.json
                replay:
                  recordings: recordings/reference
                """,
                "--format",
                "github");
        assertThat(code).isEqualTo(ExitCode.FAILURE);
        assertThat(out)
                .contains(
                        "lint    NON-CONFORMANT\n",
                        "models  BREAKING\n",
                        "diff-2  NO BREAKING CHANGE\n",
                        "replay  CONFORMANT\n")
                .contains("NON-CONFORMANT: 2 of 4 gates did not pass (lint, models)");
        JsonNode sarif = JSON.readTree(temp.resolve("out/results.sarif").toFile());
        assertThat(sarif.path("runs")).hasSize(4);
        assertThat(sarif.at("/runs/1/automationDetails/id").asText()).isEqualTo("loupe/models/");
        assertThat(temp.resolve("out/models/diff.html")).exists();
    }

    @Test
    void aGateThatCannotRunIsAnErrorWhateverTheOthersAre() throws IOException {
        int code = ci("replay:\n  - recordings: nothing-there\n  - recordings: recordings/aimlapi\n");
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("nothing-there does not exist", "the gate 'replay-1' did not run (exit 2)");
        assertThat(out).contains("replay-2  NON-CONFORMANT", "ERROR: 2 of 2 gates did not pass");
    }

    @Test
    void aPathWithAZeroByteIsAnErrorOfTheFile() throws IOException {
        assertThat(ci("replay:\n  recordings: [\"h/\\0ok.json\"]\n")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("Nul character not allowed").doesNotContain("Exception");
    }

    @Test
    void whatTheTextOmitsIsInTheReportThatItNames() throws IOException {
        assertThat(ci("lint:\n  specs: [openapi/gemma-3.json]\n")).isEqualTo(ExitCode.FAILURE);
        assertThat(out)
                .contains("; the report has all of them\n", "report: " + temp)
                .doesNotContain("--out DIR");
    }

    /** A gate that tests something else would pass in CI. */
    @Test
    void initEnablesNoGateWhereItFindsNothing() {
        assertThatThrownBy(() -> file(new InitCommand().text(), Map.of()).gates())
                .hasMessageContaining("has no gate; add one of lint, diff, replay, run");
    }

    @Test
    void anInconclusiveGateFailsUnlessTheFileAcceptsIt() throws IOException {
        Path recording = Files.writeString(
                temp.resolve("overload.json"),
                """
                {"format":"loupe-exchange/1","id":"one","provider":"openai","request":{"method":"POST",
                "url":"/v1/chat/completions","body":{"model":"gpt-4o","messages":[]}},"response":{"status":429,"body":{}}}
                """);
        String yaml = "replay:\n  recordings: '" + recording + "'\n";
        assertThat(ci(yaml)).as(out + err).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(ci("inconclusive: pass\n" + yaml)).isZero();
        assertThat(out).contains("INCONCLUSIVE: 1 of 1 gate did not pass (replay), accepted by 'inconclusive: pass'");
    }

    @Test
    void whatIsWrongInTheFileIsNamedWithItsLine() throws IOException {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("reply:\n  recordings: x\n", ":1: unknown key 'reply'; did you mean 'replay'?"),
                Map.entry(
                        "replay:\n  recordings: x\n  basline: y\n",
                        ":3: unknown key 'basline'; did you mean 'baseline'?"),
                Map.entry(
                        "replay:\n  recordings: x\n  out: y\n",
                        ":3: unknown key 'out'; the keys here are name, recordings"),
                Map.entry("lint: {}\n", ":1: lint: the key 'specs' is missing"),
                Map.entry("lint: 3\n", ":1: lint must be an object"),
                Map.entry("run:\n  resume: true\n", ":2: unknown key 'resume'"),
                Map.entry("run:\n  level: [a, b]\n", ":2: level: must be one value"),
                Map.entry("run:\n  level: {a: b}\n", ":2: level: must be a text or a number"),
                Map.entry("diff:\n  old: a\n  new: b\n  client: yes please\n", ":4: client: must be true or false"),
                Map.entry("run:\n  name: ../x\n", ":2: name: '../x' must have letters"),
                Map.entry("run:\n  - name: x\n  - name: x\n", ":3: name: two gates have the name 'x'"),
                Map.entry(
                        "run:\n  against: ${NOWHERE_SET}\n",
                        ":2: against: the environment variable NOWHERE_SET is not set"),
                Map.entry("inconclusive: maybe\nrun:\n", ":1: inconclusive: 'maybe' is not one of fail, pass"),
                Map.entry("run:\nrun:\n", ":2: is not valid YAML: "),
                Map.entry("run: [\n", "is not valid YAML: "),
                Map.entry("out: x\n", "has no gate"),
                Map.entry("- run\n", "must be an object"),
                Map.entry("", "must be an object"));
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            assertThatThrownBy(() -> file(each.getKey(), Map.of()).gates())
                    .as(each.getKey())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(each.getValue());
        }
        assertThat(run("ci", "--config", temp.resolve("none.yaml").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("none.yaml does not exist; 'loupe init' writes it");
    }

    @Test
    void theEnvironmentFillsTexts() throws IOException {
        List<Gate> gates = file(
                        """
                        provider: openai
                        run:
                          against: ${HOST}/v1
                          level: ${LEVEL:-smoke}
                          max-cost: 0.5
                        diff:
                          old: a
                          new: b
                          only-used: false
                          recordings: [x, y]
                        """,
                        Map.of("HOST", "http://a$1"))
                .gates();
        assertThat(gates)
                .containsExactly(
                        new Gate("diff", GateCommand.DIFF, List.of("a", "b", "--recordings=x", "--recordings=y")),
                        new Gate(
                                "run",
                                GateCommand.RUN,
                                List.of(
                                        "--against=http://a$1/v1",
                                        "--level=smoke",
                                        "--provider=openai",
                                        "--max-cost=0.5")));
    }

    @Test
    void theSchemaIsThatOfTheCommandsAndFitsTheFileOfThisRepository() throws IOException {
        String schema = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(CiSchema.schema()) + "\n";
        if ("rewrite".equals(System.getProperty("loupe.golden"))) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(SCHEMA).as("make golden rewrites it").hasContent(schema);
        var compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        YAMLMapper yaml = new YAMLMapper();
        assertThat(compiled.validate(yaml.readTree(Path.of("loupe.yaml").toFile())))
                .isEmpty();
        assertThat(compiled.validate(yaml.readTree("replay: {recordings: x, basline: y}")))
                .isNotEmpty();
        assertThat(compiled.validate(yaml.readTree("lint: {}"))).isNotEmpty();
    }

    @Test
    void initWritesAFileThatCiReads() throws IOException {
        Path file = temp.resolve("new/loupe.yaml");
        assertThat(run("init", "--config", file.toString())).as(err).isZero();
        assertThat(file)
                .content()
                .contains(
                        "    - openapi/gemma-3.json\n",
                        "    - recordings\n",
                        "  baseline: conformance-baseline.yaml\n");
        assertThat(CiFile.read(file, Map.of()).gates())
                .extracting(Gate::command)
                .containsExactly(GateCommand.LINT, GateCommand.REPLAY);
        assertThat(run("init", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("exists; --force replaces it");
        assertThat(run("init", "--config", file.toString(), "--force")).isZero();
        String everything = Files.readString(file).replaceAll("(?m)^#(?=[a-z]|  )", "");
        assertThat(file(everything, Map.of()).gates())
                .extracting(Gate::command)
                .containsExactly(GateCommand.LINT, GateCommand.DIFF, GateCommand.REPLAY, GateCommand.RUN);
    }
}
