package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.change.Impact;
import dev.loupe.report.Sentence;
import dev.loupe.report.Visible;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;

/** What the page of several comparisons shows. All text from outside is made visible here. */
public record SeriesPage(String title, String summary, String verdict, List<String> remarks, List<Row> rows) {
    private static final int MOST_CHANGES = 40;

    /**
     * One pair.
     *
     * @param link to its own page; empty when there is none
     */
    public record Row(
            Comparison.Verdict level,
            String name,
            String link,
            String verdict,
            long breaking,
            long risky,
            Sentence first,
            List<Sentence> changes) {}

    static Row row(String name, Comparison comparison, boolean linked) {
        return new Row(
                comparison.verdict(),
                Visible.line(Cut.sentence(name)),
                linked ? link(name) : "",
                comparison.verdict().word(),
                comparison.count(Impact.BREAKING),
                comparison.count(Impact.RISKY),
                comparison.verdict() == Comparison.Verdict.NONE
                        ? Sentence.of(DiffText.nothing(comparison))
                        : Sentence.of(
                                Cut.sentence(comparison.changes().getFirst().message())),
                comparison.changes().stream()
                        .filter(change -> change.impact() != Impact.INFO)
                        .limit(MOST_CHANGES)
                        .map(HistoryPage::line)
                        .toList());
    }

    static SeriesPage of(SeriesSummary summary, List<Row> rows) {
        return new SeriesPage(
                ChangePage.title(summary.verdict(), "no contract change"),
                summary.counts(),
                summary.verdict().word(),
                summary.remarks().stream()
                        .map(remark -> Visible.line(Cut.sentence(remark)))
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
