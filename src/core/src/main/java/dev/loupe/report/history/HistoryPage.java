package dev.loupe.report.history;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.History;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.report.format.InlineCodeText;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** The content of the page of a history: a chart and a row for each step. */
public record HistoryPage(String steps, long breaking, String summary, Chart chart, List<Row> rows) {
    private static final int LEFT = 40;
    private static final int TOP = 16;
    private static final int HEIGHT = 180;
    private static final int STEP = 46;

    /** One step. */
    public record Row(
            String date,
            String verdict,
            InlineCodeText first,
            long breaking,
            long risky,
            String semver,
            int parameters,
            int models,
            List<InlineCodeText> changes,
            String id) {}

    /** The chart; coordinates are in the units of its view box. */
    public record Chart(
            int width,
            int height,
            int floor,
            String parameters,
            String models,
            List<Bar> bars,
            List<Tick> ticks,
            List<Dot> dots) {}

    /** The breaking changes of a step. */
    public record Bar(int x, int y, int height, String title, String anchor) {}

    /** A horizontal line with its number. */
    public record Tick(int y, int textY, int value) {}

    /** A revision. */
    public record Dot(int x, int parametersY, int modelsY, String date, String title) {}

    static HistoryPage of(History history) {
        List<Row> rows = new ArrayList<>();
        for (History.Step step : history.steps()) {
            DiffResult comparison = step.comparison();
            List<InlineCodeText> changes = comparison.changes().stream()
                    .filter(change -> change.impact() != Impact.INFO)
                    .limit(60)
                    .map(HistoryPage::line)
                    .toList();
            rows.add(new Row(
                    VisibleText.line(step.date()),
                    comparison.verdict().word(),
                    InlineCodeText.of(ReportTruncation.sentence(HistoryText.headline(step))),
                    comparison.count(Impact.BREAKING),
                    comparison.count(Impact.RISKY),
                    step.semver().word(),
                    step.size().parameters(),
                    step.size().models(),
                    changes,
                    "step-" + rows.size()));
        }
        long breaking =
                rows.stream().filter(row -> row.verdict().equals("breaking")).count();
        String first = rows.isEmpty()
                ? ""
                : VisibleText.line(history.steps().getFirst().comparison().old().name()) + " to "
                        + VisibleText.line(
                                history.steps().getLast().comparison().next().name());
        return new HistoryPage(
                rows.size() + (rows.size() == 1 ? " step, " : " steps, ") + breaking + " breaking",
                breaking,
                first,
                chart(rows),
                rows);
    }

    public static InlineCodeText line(Change change) {
        return InlineCodeText.of(change.impact().word() + ": " + ReportTruncation.sentence(change.message()));
    }

    private static Chart chart(List<Row> rows) {
        int most = most(rows);
        int floor = TOP + HEIGHT;
        List<Bar> bars = new ArrayList<>();
        List<Dot> dots = new ArrayList<>();
        StringBuilder parameters = new StringBuilder();
        StringBuilder models = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int x = LEFT + STEP / 2 + i * STEP;
            int parametersY = y(row.parameters(), most);
            int modelsY = y(row.models(), most);
            parameters.append(x).append(',').append(parametersY).append(' ');
            models.append(x).append(',').append(modelsY).append(' ');
            dots.add(new Dot(
                    x,
                    parametersY,
                    modelsY,
                    row.date().length() == 10 ? row.date().substring(2) : "",
                    row.date() + ": " + row.parameters() + " parameters, " + row.models() + " models"));
            int top = y((int) Math.min(1_000, row.breaking()), most);
            bars.add(
                    new Bar(x - 9, top, floor - top, row.date() + ": " + row.breaking() + " breaking", "#" + row.id()));
        }
        return new Chart(
                LEFT + rows.size() * STEP + 10,
                floor + 62,
                floor,
                parameters.toString().strip(),
                models.toString().strip(),
                bars,
                ticks(most),
                dots);
    }

    /** The greatest value of the chart. */
    private static int most(List<Row> rows) {
        int most = 5;
        for (Row row : rows) {
            most = Math.max(
                    most, Math.max(row.parameters(), Math.max(row.models(), (int) Math.min(1_000, row.breaking()))));
        }
        return most;
    }

    private static List<Tick> ticks(int most) {
        List<Tick> ticks = new ArrayList<>();
        int unit = most <= 12 ? 2 : most <= 40 ? 5 : most / 6;
        for (int value = 0; value <= most; value += unit) {
            ticks.add(new Tick(y(value, most), y(value, most) + 4, value));
        }
        return ticks;
    }

    private static int y(int value, int most) {
        return TOP + HEIGHT - (int) Math.round(HEIGHT * (double) value / most);
    }
}
