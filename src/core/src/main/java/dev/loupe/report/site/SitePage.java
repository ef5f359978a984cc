package dev.loupe.report.site;

import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.Verdict;
import dev.loupe.report.comparison.RunComparison;
import dev.loupe.report.comparison.RunDifference;
import dev.loupe.report.format.VisibleText;
import dev.loupe.report.run.RunPhrases;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The data of the first page of a site. All untrusted text is made visible here. */
record SitePage(String title, String css, String sentence, boolean compared, List<Subject> subjects) {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH);
    private static final int MAX_POINTS = 60;
    private static final double STEP = 12;

    /** One subject and its runs, the newest first. */
    record Subject(
            String folder,
            String name,
            String provider,
            String noun,
            String verdict,
            String score,
            String change,
            String newest,
            Trend trend,
            List<HistoryRow> rows) {}

    /** One run of a subject. */
    record HistoryRow(
            String folder,
            String when,
            String verdict,
            String score,
            String exchanges,
            String findings,
            String firstByte,
            String change) {}

    /** The share of conformant exchanges in each run, with its interval, from the oldest to the newest. */
    record Trend(String width, String text, List<Point> points) {}

    /** One run of the trend, in a plot of 40 units of height. */
    record Point(String x, String left, String css, String y, String top, String height) {}

    static SitePage of(List<Subject> subjects, int runs, boolean compared) {
        long failing = subjects.stream()
                .filter(subject -> subject.verdict().equals(Verdict.NON_CONFORMANT.word()))
                .count();
        long open = subjects.stream()
                .filter(subject -> subject.verdict().equals(Verdict.INCONCLUSIVE.word()))
                .count();
        Verdict worst = failing > 0 ? Verdict.NON_CONFORMANT : open > 0 ? Verdict.INCONCLUSIVE : Verdict.CONFORMANT;
        String sentence = "Newest runs: " + RunPhrases.number(subjects.size() - failing - open) + " conformant, "
                + RunPhrases.number(failing) + " non-conformant, " + RunPhrases.number(open) + " inconclusive.";
        return new SitePage(
                RunPhrases.count(subjects.size(), "subject", "subjects") + ", " + RunPhrases.count(runs, "run", "runs"),
                worst.word(),
                sentence,
                compared,
                subjects);
    }

    static Subject subject(String folder, List<SiteRun> history, List<HistoryRow> rows) {
        SiteRun newest = history.getLast();
        HistoryRow row = rows.getLast();
        return new Subject(
                folder,
                VisibleText.line(newest.subject()),
                VisibleText.line(newest.provider()),
                newest.noun().many(),
                newest.verdict().word(),
                row.score(),
                row.change().isEmpty() ? "first run" : row.change(),
                row.when(),
                trend(history),
                rows.reversed());
    }

    static HistoryRow row(SiteRun run, String folder, String change) {
        Rate checks = run.score().checks();
        return new HistoryRow(
                folder,
                WHEN.format(run.startedAt().atOffset(ZoneOffset.UTC)),
                run.verdict().word(),
                RunPhrases.number(checks.count()) + " of " + RunPhrases.number(checks.of()),
                run.score().conformant(),
                run.findings(),
                run.firstByte(),
                VisibleText.line(change));
    }

    /** What the second of two runs has that the first has not. */
    static String change(RunComparison comparison) {
        RunDifference difference = comparison.difference();
        if (difference == null) {
            return "";
        }
        return RunPhrases.count(difference.added().count(), "new finding", "new findings") + " ("
                + RunPhrases.number(difference.newFailing()) + " failing), "
                + RunPhrases.number(difference.removed().count()) + " removed, "
                + RunPhrases.number(difference.same()) + " unchanged";
    }

    private static Trend trend(List<SiteRun> history) {
        List<SiteRun> shown = history.subList(Math.max(0, history.size() - MAX_POINTS), history.size());
        List<Point> points = new ArrayList<>();
        for (SiteRun run : shown) {
            Rate rate = run.score().exchanges();
            points.add(new Point(
                    number(points.size() * STEP + STEP / 2),
                    number(points.size() * STEP + STEP / 2 - 1),
                    run.verdict().word(),
                    number(y(rate.share())),
                    number(y(run.score().upper())),
                    number(y(run.score().lower()) - y(run.score().upper()))));
        }
        SiteRun newest = shown.getLast();
        return new Trend(
                number(shown.size() * STEP),
                RunPhrases.count(shown.size(), "run", "runs") + ", the newest with "
                        + newest.score().conformantExchanges() + " that conform",
                points);
    }

    private static double y(double share) {
        return 36 - 32 * share;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
