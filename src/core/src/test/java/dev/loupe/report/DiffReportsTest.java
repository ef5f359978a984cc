package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.Golden;
import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.History;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Policy;
import dev.loupe.openapi.Document;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.diff.DiffText;
import dev.loupe.report.series.SeriesReportTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every report of one comparison that has something of everything, byte for byte; and what hostile text does to them. */
public final class DiffReportsTest {
    private static final DiffReports REPORTS = new DiffReports("0.1.0", "2026-11-20T00:00:00", 80);

    private static final String OLD =
            """
            {
              "openapi": "3.0.3",
              "info": {"title": "Chat", "version": "1"},
              "servers": [{"url": "https://api.example.com"}],
              "paths": {
                "/v1/chat": {"post": {
                  "operationId": "chat",
                  "requestBody": {"required": true, "content": {"application/json": {"schema": {
                    "type": "object",
                    "required": ["model"],
                    "properties": {
                      "model": {"type": "string", "enum": ["large", "small"]},
                      "temperature": {"type": "number", "minimum": 0, "maximum": 2, "description": "between 0 and 2"},
                      "seed": {"type": "integer"}
                    }
                  }}}},
                  "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                    "type": "object",
                    "required": ["id", "text"],
                    "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "reason": {"type": "string", "enum": ["stop"]}}
                  }}}}}
                }}
              }
            }
            """;

    private static final String NEW =
            """
            {
              "openapi": "3.0.3",
              "info": {"title": "Chat", "version": "2"},
              "servers": [{"url": "https://api.example.com"}],
              "paths": {
                "/v1/chat": {"post": {
                  "operationId": "chat",
                  "requestBody": {"required": true, "content": {"application/json": {"schema": {
                    "type": "object",
                    "required": ["model"],
                    "properties": {
                      "model": {"type": "string", "enum": ["large"]},
                      "temperature": {"type": "number", "minimum": 0, "maximum": 1, "description": "between 0 and 1"}
                    }
                  }}}},
                  "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": {"type": "string"}, "text": {"type": "string", "nullable": true}, "reason": {"type": "string", "enum": ["length", "stop"]}}
                  }}}}}
                }}
              }
            }
            """;

    private static Diff.Options options(List<AcceptedChanges.Entry> accepted) {
        return new Diff.Options(
                "2026-11-20", Map.of(), Policy.STANDARD, new AcceptedChanges(accepted), null, false, true);
    }

    static DiffResult comparison() {
        Document old = Document.parse(OLD, "old.json");
        Document next = Document.parse(NEW, "new.json");
        String seed = Diff.compare(old, next, Diff.Options.plain("2026-11-20")).changes().stream()
                .filter(change -> change.rule().id().equals("request.property-removed"))
                .findFirst()
                .orElseThrow()
                .fingerprint();
        return Diff.compare(
                old,
                next,
                options(List.of(
                        new AcceptedChanges.Entry(seed, "unused", "", "loupe-changes.yaml", 2),
                        new AcceptedChanges.Entry("0000000000000000", "long gone", "", "loupe-changes.yaml", 4))));
    }

    @Test
    void anAcceptedChangeIsNeitherNoChangeNorAnError() throws IOException {
        Document old = Document.parse(OLD, "old.json");
        Document next = Document.parse(OLD.replace(", \"small\"", ""), "new.json");
        DiffResult found = Diff.compare(old, next, Diff.Options.plain("2026-11-20"));
        String change = found.changes().getFirst().fingerprint();
        DiffResult accepted =
                Diff.compare(old, next, options(List.of(new AcceptedChanges.Entry(change, "unused", "", "a.yaml", 2))));
        assertThat(DiffText.summary(found)).isEqualTo("breaking: 1 breaking");
        assertThat(DiffText.summary(accepted)).isEqualTo("only accepted changes (1 accepted)");
        JsonNode result = new ObjectMapper()
                .readTree(REPORTS.render(DiffFormat.SARIF, accepted))
                .at("/runs/0/results/0");
        assertThat(result.path("level").asText()).isEqualTo("warning");
        assertThat(result.path("suppressions")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(DiffFormat.class)
    void theReportIsTheGoldenFile(DiffFormat format) throws IOException {
        golden("diff/" + format.file(), REPORTS.render(format, comparison()));
    }

    @ParameterizedTest
    @EnumSource(
            value = DiffFormat.class,
            names = {"TEXT", "JSON", "MARKDOWN", "HTML"})
    void theHistoryIsTheGoldenFile(DiffFormat format) throws IOException {
        Document old = Document.parse(OLD, "chat-2026-01-01.json");
        Document other = Document.parse(
                OLD.replace("/v1/chat", "/images")
                        .replace("\"chat\"", "\"paint\"")
                        .replace("\"seed\"", "\"size\""),
                "chat-2026-02-01.json");
        Document next = Document.parse(NEW, "chat-2026-02-02.json");
        History history = History.of(List.of(old, other, next), Diff.Options.plain("2026-11-20"), true);
        String report = REPORTS.render(format, history);
        if (format == DiffFormat.JSON) {
            JsonNode json = new ObjectMapper().readTree(report);
            assertThat(SeriesReportTest.faults("loupe-history-1", json)).isEmpty();
            ((ObjectNode) json.at("/steps/0/diff")).put("verdict", "fine");
            assertThat(SeriesReportTest.faults("loupe-history-1", json)).isNotEmpty();
        }
        golden("history/" + format.file(), report);
    }

    public static void golden(String name, String actual) throws IOException {
        Path file = Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/change/golden", name);
        Golden.compare(file, actual);
    }

    @Test
    void jsonConformsToItsSchema() throws IOException {
        JsonNode report = new ObjectMapper().readTree(REPORTS.render(DiffFormat.JSON, comparison()));
        assertThat(SeriesReportTest.faults("loupe-diff-1", report)).isEmpty();
        ((ObjectNode) report).put("verdict", "fine");
        assertThat(SeriesReportTest.faults("loupe-diff-1", report)).isNotEmpty();
    }

    @Test
    void numbersAreWrittenAsTheyAre() {
        Document old = Document.parse(OLD.replace("\"maximum\": 2", "\"maximum\": 0.999"), "old.json");
        Document next = Document.parse(OLD.replace("\"maximum\": 2", "\"maximum\": 1.0"), "new.json");
        String text = REPORTS.render(DiffFormat.TEXT, Diff.compare(old, next, Diff.Options.plain("2026-11-20")));
        assertThat(text).contains("maximum raised from 0.999 to 1");
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String hostile = "<img src=x onerror=alert(1)> ]]> \\u001b[31m @everyone ::error::x [a](b) \\u202e";
        Document old = Document.parse(OLD.replace("small", hostile), "old.json");
        Document next = Document.parse(NEW, "new.json");
        DiffResult comparison = Diff.compare(old, next, options(List.of()));
        assertThat(REPORTS.render(DiffFormat.HTML, comparison))
                .doesNotContain("<img", "\u001b", "\u202e")
                .contains("&lt;img");
        assertThat(REPORTS.render(DiffFormat.TEXT, comparison)).doesNotContain("\u001b", "\u202e");
        assertThat(REPORTS.render(DiffFormat.MARKDOWN, comparison)).doesNotContain("\u001b", "\u202e");
        assertThat(REPORTS.render(DiffFormat.MARKDOWN, comparison).lines().filter(line -> !line.contains("`")))
                .noneMatch(line -> line.contains("@everyone") || line.contains("<img"));
        assertThat(REPORTS.render(DiffFormat.GITHUB, comparison).lines())
                .allMatch(line -> !line.startsWith("::error::x"));
        byte[] xml = REPORTS.render(DiffFormat.JUNIT, comparison).getBytes(StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml))
                        .getElementsByTagName("failure")
                        .getLength())
                .isPositive();
    }

    @Test
    void aCommentStaysWithinItsLimit() throws IOException {
        ObjectNode old = (ObjectNode) new ObjectMapper().readTree(OLD);
        ObjectNode properties =
                (ObjectNode) old.at("/paths/~1v1~1chat/post/requestBody/content/application~1json/schema/properties");
        for (int i = 0; i < 2_000; i++) {
            properties
                    .putObject("member_with_a_long_name_" + i)
                    .put("type", "string")
                    .put("maxLength", 100 + i);
        }
        ObjectNode next = old.deepCopy();
        next.findParents("maxLength").forEach(each -> ((ObjectNode) each)
                .put("maxLength", each.path("maxLength").intValue() - 50));
        DiffResult comparison = Diff.compare(
                Document.of("old.json", old), Document.of("new.json", next), Diff.Options.plain("2026-11-20"));
        assertThat(REPORTS.render(DiffFormat.MARKDOWN, comparison))
                .hasSizeLessThan(65_536)
                .contains("The comment is truncated");
    }

    @Test
    void thePageHasNoScriptAndForbidsRequests() {
        String page = REPORTS.render(DiffFormat.HTML, comparison());
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<script")
                .doesNotContain(" style=")
                .doesNotContain("src=");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 120})
    void textStaysWithinItsWidthAndBreaksOnlyWordsThatAreTooLong(int width) {
        DiffReports narrow = new DiffReports("0.1.0", "2026-11-20T00:00:00", width);
        assertThat(narrow.render(DiffFormat.TEXT, comparison()).lines())
                .allMatch(line -> line.length() <= width, "is at most " + width + " wide");
        assertThat(narrow.render(DiffFormat.TEXT, comparison()).replaceAll("\\s+", " "))
                .contains("maximum lowered from 2 to 1; requests with");
    }

    @Test
    void longTextIsTruncatedWithAMark() {
        String values =
                IntStream.range(0, 50_000).mapToObj(i -> "\"value-" + i + "\"").collect(Collectors.joining(","));
        Document old = Document.parse(OLD.replace("\"large\", \"small\"", "\"one\"," + values), "old.json");
        Document next = Document.parse(OLD.replace("\"large\", \"small\"", values), "new.json");
        DiffResult comparison = Diff.compare(old, next, options(List.of()));
        assertThat(REPORTS.render(DiffFormat.TEXT, comparison))
                .hasSizeLessThan(5_000)
                .contains("characters)");
        for (DiffFormat format : List.of(DiffFormat.MARKDOWN, DiffFormat.JUNIT, DiffFormat.GITHUB)) {
            assertThat(REPORTS.render(format, comparison)).as(format.name()).hasSizeLessThan(10_000);
        }
        // before and after side by side, 6,000 characters each
        assertThat(REPORTS.render(DiffFormat.HTML, comparison)).hasSizeLessThan(60_000);
    }
}
