package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Impact;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.diff.DiffPage;
import dev.loupe.report.diff.DiffText;
import dev.loupe.report.format.InlineCodeText;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.VisibleText;
import dev.loupe.report.history.HistoryPage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;

/** The content of the page of several comparisons. Text from outside is escaped here. */
public record SeriesPage(String title, String summary, String verdict, List<String> remarks, List<Row> rows) {
    private static final int MOST_CHANGES = 40;

    /**
     * One pair.
     *
     * @param link to its own page; empty when there is none
     */
    public record Row(
            DiffResult.Verdict level,
            String name,
            String link,
            String verdict,
            long breaking,
            long risky,
            InlineCodeText first,
            List<InlineCodeText> changes) {}

    static Row row(String name, DiffResult comparison, boolean linked) {
        return new Row(
                comparison.verdict(),
                VisibleText.line(ReportTruncation.sentence(name)),
                linked ? link(name) : "",
                comparison.verdict().word(),
                comparison.count(Impact.BREAKING),
                comparison.count(Impact.RISKY),
                comparison.verdict() == DiffResult.Verdict.NONE
                        ? InlineCodeText.of(DiffText.nothing(comparison))
                        : InlineCodeText.of(ReportTruncation.sentence(
                                comparison.changes().getFirst().message())),
                comparison.changes().stream()
                        .filter(change -> change.impact() != Impact.INFO)
                        .limit(MOST_CHANGES)
                        .map(HistoryPage::line)
                        .toList());
    }

    static SeriesPage of(SeriesSummary summary, List<Row> rows) {
        return new SeriesPage(
                DiffPage.title(summary.verdict(), "no contract change"),
                summary.counts(),
                summary.verdict().word(),
                summary.remarks().stream()
                        .map(remark -> VisibleText.line(ReportTruncation.sentence(remark)))
                        .toList(),
                rows.stream().sorted(Comparator.comparing(Row::level)).toList());
    }

    private static String link(String name) {
        try {
            String path = DiffFormat.PAIRS + "/" + name + "/" + DiffFormat.HTML.file();
            return new URI(null, null, "./" + path, null).toASCIIString();
        } catch (URISyntaxException noLink) {
            return "";
        }
    }
}
