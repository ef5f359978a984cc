package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.format.VisibleText;
import java.util.List;
import java.util.Locale;

/** A run on one screen of 80 by 40, whatever its size. */
public final class RunText {
    private static final int LINES = 40;
    /** A blank line, a title, a message of up to two lines, a command of up to two. */
    private static final int LINES_OF_A_GROUP = 6;
    /** Two lines on what is left out, two on where the report is, one for the prompt. */
    private static final int LINES_OF_THE_END = 5;

    private static final int MOST_REASONS = 4;
    private static final String INDENT = "       ";

    private final StringBuilder out = new StringBuilder();
    private final boolean colour;
    private int lines;

    private RunText(boolean colour) {
        this.colour = colour;
    }

    /**
     * The summary.
     *
     * @param colour only for a terminal whose user did not say NO_COLOR
     * @param report where the whole report is, in words; empty when there is none
     */
    public static String summary(Run run, boolean colour, String report) {
        RunText text = new RunText(colour);
        text.verdict(run);
        text.counts(run.summary().counts());
        if (!RunPhrases.providers(run).isEmpty()) {
            text.wrapped("", "provider   " + RunPhrases.providers(run), 2);
        }
        text.groups(run);
        if (!report.isEmpty()) {
            text.line("", "");
            text.line("", "report: " + report);
        }
        return text.out.toString();
    }

    /** One finding on one line, for a log. */
    public static String line(Finding finding) {
        return VisibleText.line(
                finding.check().level() + " " + who(finding.violation().attribution()) + " "
                        + finding.check().id() + " " + finding.exchange() + " "
                        + finding.violation().at() + ": " + finding.violation().message()
                        + (finding.isAccepted() ? " (accepted)" : ""));
    }

    private void verdict(Run run) {
        Verdict verdict = run.verdict();
        String code =
                switch (verdict) {
                    case CONFORMANT -> "32";
                    case NON_CONFORMANT -> "31";
                    case INCONCLUSIVE -> "33";
                };
        out.append(paint("1;" + code, verdict.word().toUpperCase(Locale.ROOT))).append('\n');
        lines++;
        wrapped("", RunPhrases.verdictLine(run), 2);
        List<RunVerdict.Reason> reasons = run.runVerdict().reasons().stream()
                .filter(r -> r.kind() != RunVerdict.Kind.MUST_VIOLATED)
                .toList();
        for (RunVerdict.Reason reason : reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))) {
            reason("! ", reason.message());
        }
        if (reasons.size() > MOST_REASONS) {
            line("! ", "and " + RunPhrases.count(reasons.size() - MOST_REASONS, "more reason", "more reasons"));
        }
        RunPhrases.notices(run).forEach(notice -> reason("- ", notice));
        run.summary().unreadable().stream()
                .limit(2)
                .forEach(u -> wrapped("  ", u.file() + ":" + u.line() + ": " + u.message(), 4));
    }

    /** What the reader has to act on, whole: a mark, and what does not fit below it. */
    private void reason(String mark, String text) {
        List<String> wrapped = TextColumns.wrap(VisibleText.line(text), TextColumns.WIDTH - mark.length(), 4);
        for (int i = 0; i < wrapped.size(); i++) {
            line(i == 0 ? mark : " ".repeat(mark.length()), wrapped.get(i));
        }
    }

    private void counts(RunCounts counts) {
        line("", "");
        line(
                "",
                String.format(
                        Locale.ROOT,
                        "%-10s %,d conformant, %,d non-conformant, %,d inconclusive, %,d unreadable",
                        counts.subject().many(),
                        counts.exchanges(Verdict.CONFORMANT),
                        counts.exchanges(Verdict.NON_CONFORMANT),
                        counts.exchanges(Verdict.INCONCLUSIVE),
                        counts.unreadable()));
        line("", String.format(Locale.ROOT, "findings   %s", RunPhrases.findings(counts)));
        if (counts.accepted() > 0) {
            line("", "accepted   " + RunPhrases.count(counts.accepted(), "finding", "findings") + ", by the baseline");
        }
        line(
                "",
                String.format(
                        Locale.ROOT,
                        "who        provider %,d, spec %,d, request %,d",
                        counts.unaccepted(Attribution.PROVIDER),
                        counts.unaccepted(Attribution.SPEC),
                        counts.unaccepted(Attribution.REQUEST)));
    }

    private void groups(Run run) {
        List<FindingGroup> groups = run.summary().groups().byWeight().stream()
                .filter(g -> !g.allAccepted())
                .toList();
        int shown = 0;
        while (shown < groups.size() && lines < LINES - LINES_OF_A_GROUP - LINES_OF_THE_END) {
            group(groups.get(shown++));
        }
        int left = groups.size() - shown;
        if (left > 0) {
            long findings = groups.stream()
                    .skip(shown)
                    .mapToLong(g -> g.count() - g.accepted())
                    .sum();
            line("", "");
            line(
                    "",
                    "and " + RunPhrases.count(left, "more group", "more groups") + " with "
                            + RunPhrases.count(findings, "finding", "findings") + "; --out DIR writes all of them");
        }
    }

    private void group(FindingGroup group) {
        Finding example = group.examples().getFirst();
        String times = RunPhrases.times(group);
        String who = TextColumns.fit(group.check().level().name(), INDENT.length())
                + TextColumns.fit(who(group.attribution()), 10);
        int room = TextColumns.WIDTH - who.length() - times.length() - 1;
        line("", "");
        out.append(paint(group.fails() ? "31" : "33", who))
                .append(paint("1", TextColumns.fit(group.check().id() + " " + VisibleText.line(group.at()), room)))
                .append(' ')
                .append(times)
                .append('\n');
        lines++;
        wrapped(INDENT, example.violation().message(), 2);
        command(example.evidence().rerun());
    }

    /** A command is for copying: whole, or not at all. */
    private void command(String repeat) {
        String visible = VisibleText.line(repeat);
        if (visible.equals(repeat) && visible.length() <= 2 * TextColumns.WIDTH - INDENT.length()) {
            out.append(INDENT).append(visible).append('\n');
            lines += 2;
        }
    }

    public static String who(Attribution attribution) {
        return attribution.name().toLowerCase(Locale.ROOT);
    }

    /** Text over as many lines as it needs, up to a number of them. */
    private void wrapped(String indent, String text, int most) {
        List<String> wrapped = TextColumns.wrap(VisibleText.line(text), TextColumns.WIDTH - indent.length(), most);
        wrapped.forEach(one -> line(indent, one));
    }

    private void line(String indent, String text) {
        out.append(indent)
                .append(TextColumns.cut(VisibleText.line(text), TextColumns.WIDTH - indent.length()))
                .append('\n');
        lines++;
    }

    private String paint(String code, String text) {
        return colour ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
