package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.report.format.SarifWriter;
import dev.loupe.report.format.TextColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a run with ten thousand findings. */
class LargeReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path dir;
    private final ReportRuns runs;

    LargeReportsTest(@TempDir Path dir) {
        this.dir = dir;
        runs = new ReportRuns(dir);
    }

    @Test
    void tenThousandFindingsFitOnOneScreen() {
        Run run = runs.tenThousand();
        assertThat(run.summary().counts().findings()).isEqualTo(10_000);
        String text = ReportRuns.print(run, RunReports.Format.TEXT);
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
        RunReports.writeAll(runs.tenThousand(), dir);
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
    void aReportThatIsTooSmallForAllFindingsOmitsTheLeastImportant() throws IOException {
        RunReports.writeAll(runs.manyOfTwoLevels(), dir);
        JsonNode results = JSON.readTree(dir.resolve("results.sarif").toFile()).at("/runs/0/results");
        assertThat(results).hasSize(SarifWriter.MAX_RESULTS);
        assertThat(results)
                .filteredOn(result -> result.path("ruleId").asText().equals("b.must"))
                .hasSize(2_600);
        assertThat(results.path(2_599).path("ruleId").asText()).isEqualTo("b.must");
        assertThat(results.path(2_600).path("ruleId").asText()).isEqualTo("a.should");
    }

    @Test
    void gitHubReceivesTenOfAKindAndACountOfTheRest() {
        String commands = ReportRuns.print(runs.tenThousand(), RunReports.Format.GITHUB);
        assertThat(commands.lines().filter(line -> line.startsWith("::error"))).hasSize(10);
        assertThat(commands.lines().toList().getLast()).contains("more not annotated");
    }
}
