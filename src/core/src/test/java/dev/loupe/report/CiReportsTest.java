package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineWriter;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.report.format.SarifWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CI shows is the verdict, and nothing louder. */
class CiReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private static Violation violation(Attribution attribution, String at) {
        return new Violation(FindingLocation.body(at), "x", "y", "it is y at " + at, attribution);
    }

    private static Check check(String id, Level level, Violation... violations) {
        return SampleChecks.check(SampleChecks.info(id, level, "it is x"), exchange -> Result.violated(violations));
    }

    /** Two hundred exchanges with a SHOULD, a spec defect, and a dozen different MUST violations. */
    private Run loud(Baseline baseline, boolean failing) {
        List<Check> checks = new ArrayList<>();
        checks.add(check("a.should", Level.SHOULD, violation(Attribution.PROVIDER, "/a")));
        checks.add(check("b.defect", Level.MUST, violation(Attribution.SPEC, "/b")));
        if (failing) {
            IntStream.range(0, 12)
                    .forEach(i -> checks.add(check(
                            "c.must-" + (char) ('a' + i), Level.MUST, violation(Attribution.PROVIDER, "/c" + i))));
        }
        List<Exchange> exchanges = IntStream.range(0, 200)
                .mapToObj(i -> Samples.answered("x/" + i, "Text", 1))
                .toList();
        return Samples.run(
                RunPlan.of(checks, Samples.contexts(), baseline, Samples.SETTING),
                dir.resolve("journal-" + failing + baseline.entries().size()),
                exchanges);
    }

    private static String github(Run run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(run, RunReports.Format.GITHUB, false, "", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode report(Run run, String name) throws IOException {
        RunReports.writeAll(run, dir);
        return JSON.readTree(Files.readString(dir.resolve(name)));
    }

    private Run accepted() throws IOException {
        Path file = dir.resolve("baseline.yaml");
        BaselineWriter.write(file, loud(Baseline.none(), true), Baseline.none(), LocalDate.of(2026, 11, 20));
        return loud(Baseline.read(file), true);
    }

    @Test
    void aConformantRunHasNoErrors() throws IOException {
        for (Run run : List.of(loud(Baseline.none(), false), accepted())) {
            assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
            assertThat(github(run)).doesNotContain("::error").contains("::notice title=b.defect", "CONFORMANT");
            for (JsonNode result : report(run, "results.sarif").at("/runs/0/results")) {
                assertThat(result.path("level").asText().equals("error") && !result.has("suppressions"))
                        .isFalse();
            }
            for (JsonNode issue : report(run, "codequality.json")) {
                assertThat(issue.path("severity").asText()).isIn("minor", "info");
            }
        }
    }

    @Test
    void acceptedFindingsAreSuppressedAndNotAnnotated() throws IOException {
        Run run = accepted();
        assertThat(github(run)).doesNotContain("c.must");
        long suppressed = 0;
        for (JsonNode result : report(run, "results.sarif").at("/runs/0/results")) {
            suppressed += result.has("suppressions") ? 1 : 0;
        }
        assertThat(suppressed).isEqualTo(12 * 200);
        assertThat(report(run, "codequality.json")).hasSize(2 * 200);
    }

    @Test
    void aFindingThatIsNotAcceptedIsAnnotatedAmongAcceptedOnes() throws IOException {
        Path file = dir.resolve("most.yaml");
        BaselineWriter.write(file, loud(Baseline.none(), true), Baseline.none(), LocalDate.of(2026, 11, 20));
        String all = Files.readString(file);
        int entry = all.indexOf("  - check: \"c.must-a\"\n    exchange: \"x/150\"");
        Files.writeString(file, all.substring(0, entry) + all.substring(all.indexOf("  - check:", entry + 1)));
        assertThat(github(loud(Baseline.read(file), true)))
                .contains("::error title=c.must-a,file=recordings/x/150.json,line=1::/c0: it is y at /c0\n");
    }

    @Test
    void eachCauseHasOneAnnotationAndTheWorstComeFirst() {
        List<String> lines = github(loud(Baseline.none(), true)).lines().toList();
        assertThat(lines.subList(0, 10)).allMatch(line -> line.startsWith("::error title=c.must-"));
        assertThat(lines.stream().filter(line -> line.startsWith("::")).distinct())
                .hasSize(12);
        assertThat(lines.getFirst()).endsWith("it is y at /c0 (200 findings)");
        assertThat(lines.getLast()).contains("NON-CONFORMANT", "2 more not annotated");
    }

    @Test
    void aReasonOfTheRunIsAnAnnotationOfItsOwn() throws IOException {
        Path file = dir.resolve("stale.yaml");
        Files.writeString(file, "accept:\n  - check: a.should\n    exchange: x/0\n    at: /zzz\n    reason: known\n");
        assertThat(github(loud(Baseline.read(file), false))).contains("::error title=baseline-stale::");
        Run empty =
                Samples.run(Samples.plan(List.of(SampleChecks.completionCounted())), dir.resolve("empty"), List.of());
        assertThat(github(empty)).contains("::warning title=nothing-decided::").doesNotContain("::error");
    }

    @Test
    void everyResultHasALineOfAFileAndAFingerprint() throws IOException {
        Exchange live = Samples.answered("live", "Text", 0);
        Exchange unstored = new Exchange(live.id(), live.origin(), live.request(), live.reply(), live.probed())
                .withContract("gemma-3");
        Run run = Samples.run(Samples.plan(SampleChecks.all()), dir.resolve("live"), List.of(unstored));
        JsonNode sarif = report(run, "results.sarif");
        assertThat(sarif.at("/runs/0/results")).isNotEmpty();
        for (JsonNode result : sarif.at("/runs/0/results")) {
            JsonNode physical = result.at("/locations/0/physicalLocation");
            assertThat(physical.at("/artifactLocation/uri").asText()).isNotEmpty();
            assertThat(physical.at("/region/startLine").asInt()).isPositive();
        }
        String schema = Files.readString(Path.of("src/test/resources/report/github-sarif.schema.json"));
        for (Run each : List.of(run, loud(Baseline.none(), true), accepted())) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema)
                            .validate(report(each, "results.sarif")))
                    .isEmpty();
        }
        assertThat(ProcessEnvironment.issues()).isEqualTo(SarifWriter.ISSUES);
    }

    @Test
    void testCasesNameTheFileAndTheLine() throws IOException {
        RunReports.writeAll(Samples.run(Samples.plan(Baseline.none()), dir.resolve("mixed"), Samples.mixed()), dir);
        assertThat(Files.readString(dir.resolve("junit.xml")))
                .contains(" file=\"recordings/aimlapi/gemma-3-27b-it/free.json\" line=\"1\"");
    }
}
