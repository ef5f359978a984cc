package dev.loupe.report.comparison;

import dev.loupe.engine.result.Rate;
import dev.loupe.report.format.VisibleText;
import dev.loupe.report.run.ProviderScore;
import dev.loupe.report.run.RunPhrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The data of the HTML page of a comparison. All untrusted text is made visible here. */
public record ComparisonPage(
        String sentence,
        String css,
        List<Side> sides,
        List<Kinds> kinds,
        List<String> names,
        List<Line> checks,
        List<Line> passed,
        List<Line> parameters,
        List<Line> same,
        List<Line> pairs,
        List<Line> numbers) {
    /** The last point of a bar, in which its mark is visible. */
    private static final double LAST = 0.992;

    /** One of the runs. */
    public record Side(
            String name,
            String verdict,
            String css,
            String subject,
            String provider,
            String counts,
            Score score,
            String file) {}

    /** The score as text, and as a bar with its interval in hundredths of the plot. */
    public record Score(String checks, String exchanges, String share, String lower, String width) {}

    /** Findings that are new, or removed. */
    public record Kinds(String title, List<Kind> kinds) {}

    /** Findings of one kind. */
    public record Kind(String level, String attribution, String check, String at, String times, String message) {}

    /** A row of a table: its subject, a detail, one cell for each run. */
    public record Line(String name, String word, List<Cell> cells) {}

    /** A cell of one run; its style class marks violations, its detail has the numbers. */
    public record Cell(String run, String text, String detail, String css) {}

    public static ComparisonPage of(RunComparison comparison) {
        List<Kinds> kinds = new ArrayList<>();
        RunDifference difference = comparison.difference();
        if (difference != null) {
            kinds.add(kinds("New in B", difference.added()));
            kinds.add(kinds("Removed since A", difference.removed()));
            kinds.removeIf(group -> group.kinds().isEmpty());
        }
        List<Line> checks = new ArrayList<>();
        List<Line> passed = new ArrayList<>();
        comparison.checks().forEach(row -> (row.differs() ? checks : passed).add(check(row, comparison.sides())));
        List<Line> parameters = new ArrayList<>();
        List<Line> same = new ArrayList<>();
        comparison.parameters().forEach(row -> (row.differs() ? parameters : same)
                .add(parameter(row, comparison.sides())));
        return new ComparisonPage(
                VisibleText.line(comparison.sentence()),
                comparison.verdict().word(),
                comparison.sides().stream().map(ComparisonPage::side).toList(),
                kinds,
                comparison.sides().stream().map(RunComparison.Side::name).toList(),
                checks,
                passed,
                parameters,
                same,
                comparison.paired().stream()
                        .map(rate -> pair(rate, comparison.sides()))
                        .toList(),
                ComparedNumber.of(comparison).stream()
                        .map(number -> number(number, comparison.sides()))
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
                VisibleText.line(side.subject()),
                VisibleText.line(side.provider()),
                exchanges + ": " + RunPhrases.findings(side.run()),
                score(side.score()),
                VisibleText.line(side.file()));
    }

    private static Score score(ProviderScore score) {
        Rate checks = score.checks();
        Rate exchanges = score.exchanges();
        return new Score(
                RunPhrases.number(checks.count()) + " of " + RunPhrases.count(checks.of(), "MUST check", "MUST checks"),
                score.conformantExchanges() + " conform",
                percent(Math.min(exchanges.share(), LAST)),
                percent(score.lower()),
                percent(score.upper() - score.lower()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static Line number(ComparedNumber number, List<RunComparison.Side> sides) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            cells.add(new Cell(sides.get(i).name(), number.texts().get(i), "", ""));
        }
        return new Line(number.name(), "", cells);
    }

    private static Line pair(PairedRate rate, List<RunComparison.Side> sides) {
        return new Line(
                rate.check().id(),
                rate.check().level().name(),
                List.of(
                        new Cell(sides.get(0).name(), rate.first().toString(), "", ""),
                        new Cell(sides.get(1).name(), rate.second().toString(), "", ""),
                        new Cell(
                                "Difference",
                                rate.isMoreThanChance() ? "more than chance" : "may be chance",
                                rate.probabilityText(),
                                rate.isMoreThanChance() ? "warn" : "")));
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
                                VisibleText.line(RunPhrases.message(kind.example()))))
                        .toList());
    }

    private static Line check(RunComparison.CheckRow row, List<RunComparison.Side> sides) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            RunComparison.Cell cell = row.cells().get(i);
            boolean violated = cell != null && cell.violated() > 0;
            String css = row.isSpecDefect() ? "warn" : "bad";
            cells.add(new Cell(sides.get(i).name(), ComparisonText.cell(cell), "", violated ? css : ""));
        }
        return new Line(row.check().id(), row.badge(), cells);
    }

    private static Line parameter(RunComparison.ParameterRow row, List<RunComparison.Side> sides) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            cells.add(support(
                    sides.get(i).name(), row.support().get(i), row.values().get(i)));
        }
        return new Line(VisibleText.line(row.at()), VisibleText.line(row.declared()), cells);
    }

    private static Cell support(String run, ParameterTreatment support, String seen) {
        return support.kind() == ParameterTreatment.Kind.NOT_PROBED
                ? new Cell(run, seen.isEmpty() ? "-" : VisibleText.line(seen), "", "")
                : new Cell(run, support.kind().word(), VisibleText.line(support.detail()), css(support.kind()));
    }

    private static String css(ParameterTreatment.Kind kind) {
        return switch (kind) {
            case HONOURED, VALIDATED, ACCEPTED -> "good";
            case NOT_VALIDATED, IGNORED, FAILED -> "bad";
            case REJECTED -> "warn";
            case NOT_PROBED -> "";
        };
    }
}
