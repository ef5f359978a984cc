package dev.loupe.report.comparison;

import dev.loupe.report.format.VisibleText;
import dev.loupe.report.run.RunPhrases;
import java.util.ArrayList;
import java.util.List;

/** The data of the HTML page of a comparison. All untrusted text is made visible here. */
public record ComparisonPage(
        String sentence,
        String css,
        List<Side> sides,
        List<Kinds> kinds,
        List<String> names,
        List<Line> checks,
        List<Line> parameters) {
    /** One of the runs. */
    public record Side(String name, String verdict, String css, String provider, String counts, String file) {}

    /** Findings that are new, or removed. */
    public record Kinds(String title, List<Kind> kinds) {}

    /** Findings of one kind. */
    public record Kind(String level, String attribution, String check, String at, String times, String message) {}

    /** A row of a table: its subject, a detail, one cell for each run. */
    public record Line(String name, String word, List<Cell> cells) {}

    /** A cell of one run; its style class marks violations. */
    public record Cell(String run, String text, String css) {}

    public static ComparisonPage of(RunComparison comparison) {
        List<Kinds> kinds = new ArrayList<>();
        RunDifference difference = comparison.difference();
        if (difference != null) {
            kinds.add(kinds("New in B", difference.added()));
            kinds.add(kinds("Removed since A", difference.removed()));
            kinds.removeIf(group -> group.kinds().isEmpty());
        }
        return new ComparisonPage(
                VisibleText.line(comparison.sentence()),
                comparison.verdict().word(),
                comparison.sides().stream().map(ComparisonPage::side).toList(),
                kinds,
                comparison.sides().stream().map(RunComparison.Side::name).toList(),
                comparison.checks().stream()
                        .map(row -> check(row, comparison.sides()))
                        .toList(),
                comparison.parameters().stream()
                        .map(row -> parameter(row, comparison.sides()))
                        .toList());
    }

    private static Side side(RunComparison.Side side) {
        String exchanges = RunPhrases.count(
                side.counts().exchanges(),
                side.counts().subject().one(),
                side.counts().subject().many());
        return new Side(
                side.name(),
                side.run().verdict().word(),
                side.run().verdict().word(),
                VisibleText.line(side.provider()),
                exchanges + ": " + RunPhrases.findings(side.run()),
                VisibleText.line(side.file()));
    }

    private static Kinds kinds(String title, RunDifference.FindingKinds kinds) {
        return new Kinds(
                title + ": " + RunPhrases.count(kinds.count(), "finding", "findings"),
                kinds.kinds().stream()
                        .map(kind -> new Kind(
                                RunPhrases.badge(kind.example()),
                                RunPhrases.attribution(
                                        kind.example().violation().attribution()),
                                kind.example().check().id(),
                                VisibleText.line(kind.at()),
                                RunPhrases.number(kind.count()) + "×",
                                VisibleText.line(kind.example().violation().message())))
                        .toList());
    }

    private static Line check(RunComparison.CheckRow row, List<RunComparison.Side> sides) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            RunComparison.Cell cell = row.cells().get(i);
            boolean violated = cell != null && cell.violated() > 0;
            cells.add(new Cell(sides.get(i).name(), ComparisonText.cell(cell), violated ? "bad" : ""));
        }
        return new Line(row.check().id(), row.check().level().name(), cells);
    }

    private static Line parameter(RunComparison.ParameterRow row, List<RunComparison.Side> sides) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            String seen = row.values().get(i);
            cells.add(new Cell(sides.get(i).name(), seen.isEmpty() ? "-" : VisibleText.line(seen), ""));
        }
        return new Line(VisibleText.line(row.at()), VisibleText.line(row.declared()), cells);
    }
}
