package dev.loupe.report.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Policy;
import dev.loupe.openapi.Document;
import dev.loupe.report.DiffReports;
import dev.loupe.report.DiffReportsTest;
import dev.loupe.report.diff.DiffFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several comparisons make one report, a valid document of its format for any number of them. */
public final class SeriesReportTest {
    private static final DiffReports REPORTS = new DiffReports("0.1.0", "2026-11-20T00:00:00", 80);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static DiffResult comparison(int changes, List<AcceptedChanges.Entry> accepted) {
        ObjectNode old = JSON.createObjectNode();
        old.put("openapi", "3.0.3").putObject("info").put("title", "t").put("version", "1");
        ObjectNode post = old.putObject("paths").putObject("/a").putObject("post");
        post.putObject("responses").putObject("200").put("description", "ok");
        ObjectNode body = post.putObject("requestBody");
        ObjectNode properties = body.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object")
                .putObject("properties");
        for (int i = 0; i < 2 + changes; i++) {
            properties
                    .putObject("a_property_with_a_long_name_" + i)
                    .put("type", "number")
                    .put("maximum", 2 + i);
        }
        ObjectNode next = old.deepCopy();
        next.findParents("maximum").stream().limit(changes).forEach(each -> ((ObjectNode) each).put("maximum", 1));
        Diff.Options options = new Diff.Options(
                "2026-11-20", Map.of(), Policy.STANDARD, new AcceptedChanges(accepted), null, false, false);
        return Diff.compare(Document.of("old/x.json", old), Document.of("new/x.json", next), options);
    }

    private static String report(DiffFormat format, DiffPairResult... results) {
        StringBuilder out = new StringBuilder();
        try (SeriesReport report = REPORTS.series(format, out::append, null)) {
            List.of(results).forEach(report::add);
            report.finish(List.of("gone.json"), List.of("fresh.json"));
        }
        return out.toString();
    }

    private static DiffPairResult[] results() {
        return new DiffPairResult[] {
            new DiffPairResult.Compared("a.json", comparison(0, List.of())),
            new DiffPairResult.Compared("v1/b.json", comparison(2, List.of())),
            new DiffPairResult.Failed("c.json", "old/c.json:3: is not valid JSON", false),
        };
    }

    @ParameterizedTest
    // SARIF lists every rule, so that file would change with each
    @EnumSource(
            value = DiffFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SARIF"})
    void theReportIsTheGoldenFile(DiffFormat format) throws IOException {
        DiffReportsTest.golden("series/" + format.file(), report(format, results()));
    }

    @Test
    void jsonIsOneValidDocumentAlsoWithoutPairs() throws IOException {
        for (DiffPairResult[] some : List.of(new DiffPairResult[0], new DiffPairResult[] {results()[2]}, results())) {
            JsonNode report = JSON.readTree(report(DiffFormat.JSON, some));
            assertThat(faults("loupe-diffs-1", report)).isEmpty();
        }
        JsonNode report = JSON.readTree(report(DiffFormat.JSON, results()));
        assertThat(report.path("verdict").asText()).isEqualTo("breaking");
        assertThat(report.at("/pairs/1/diff/changes")).hasSize(2);
        ((ObjectNode) report.at("/pairs/0/diff")).put("verdict", "fine");
        assertThat(faults("loupe-diffs-1", report))
                .as("the schema looks into the pairs")
                .isNotEmpty();
    }

    /** The violations of a schema of {@code docs/formats}, which may refer to others of that folder. */
    public static List<?> faults(String schema, JsonNode report) throws IOException {
        Path folder = Path.of(System.getProperty("loupe.root"), "docs/formats");
        String base = "https://example.com/";
        Map<String, String> schemas = new HashMap<>();
        for (String each : List.of(schema, "loupe-diff-1")) {
            schemas.put(base + each + ".schema.json", Files.readString(folder.resolve(each + ".schema.json")));
        }
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(schemas))
                .getSchema(SchemaLocation.of(base + schema + ".schema.json"))
                .validate(report);
    }

    @Test
    void sarifAndJUnitAreOneDocument() throws Exception {
        assertThat(JSON.readTree(report(DiffFormat.SARIF, results())).at("/runs/0/results"))
                .hasSize(2);
        byte[] xml = report(DiffFormat.JUNIT, results()).getBytes(StandardCharsets.UTF_8);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        assertThat(document.getElementsByTagName("failure").getLength())
                .as("two breaking changes and a removed spec")
                .isEqualTo(3);
        assertThat(document.getElementsByTagName("error").getLength())
                .as("one could not be read")
                .isEqualTo(1);
    }

    @Test
    void aCommentOfManySpecsStaysWithinItsLimitAndNamesTheMostSevereFirst() {
        DiffPairResult[] many = new DiffPairResult[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = new DiffPairResult.Compared("contract-" + i + ".json", comparison(i == 299 ? 3 : 0, List.of()));
        }
        assertThat(report(DiffFormat.MARKDOWN, many))
                .contains("contract-299", "a_property")
                .hasSizeLessThan(6_000);
        for (int i = 0; i < many.length; i++) {
            many[i] = new DiffPairResult.Compared("contract-" + i + ".json", comparison(12, List.of()));
        }
        assertThat(report(DiffFormat.MARKDOWN, many))
                .hasSizeLessThan(65_536)
                .contains("The comment omits the changes of");
    }

    @Test
    void anAcceptedChangeIsStaleWhenItOccursInNoPair() {
        String change = comparison(1, List.of()).changes().getFirst().fingerprint();
        AcceptedChanges.Entry used = new AcceptedChanges.Entry(change, "wanted", "", "loupe-changes.yaml", 2);
        AcceptedChanges.Entry unused =
                new AcceptedChanges.Entry("0000000000000000", "long gone", "", "loupe-changes.yaml", 4);
        try (SeriesReport report = REPORTS.series(DiffFormat.TEXT, text -> {}, null)) {
            report.add(new DiffPairResult.Compared("a.json", comparison(0, List.of(used, unused))));
            report.add(new DiffPairResult.Compared("b.json", comparison(1, List.of(used, unused))));
            assertThat(report.finish(List.of(), List.of()).stale()).containsExactly(unused);
        }
    }

    @Test
    void everyFormatIsWrittenAndTheOverviewLinksToThePagesOfThePairs(@TempDir Path folder) throws IOException {
        try (SeriesReport report = REPORTS.series(DiffFormat.TEXT, text -> {}, folder)) {
            for (DiffPairResult result : results()) {
                if (result instanceof DiffPairResult.Compared(String name, DiffResult comparison)) {
                    REPORTS.writePair(name, comparison, folder);
                }
                report.add(result);
            }
            report.finish(List.of(), List.of());
        }
        for (DiffFormat format : DiffFormat.values()) {
            assertThat(folder.resolve(format.file())).isNotEmptyFile();
            assertThat(folder.resolve("pairs/v1/b.json").resolve(format.file())).isNotEmptyFile();
        }
        assertThat(Files.readString(folder.resolve("diff.html"))).contains("href=\"./pairs/v1/b.json/diff.html\"");
    }
}
