package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.engine.summary.ToolCallTable;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run on one screen of 80 by 40, whatever its size. */
public final class RunText {
    private static final int LINES = 40;
    /** A blank line, a title of up to two lines, the check and its location, a command of up to two lines. */
    private static final int LINES_OF_A_GROUP = 6;

    private static final int LINES_OF_A_FIX = 2;
    /** Of the command of the first group; those of the others have two. */
    private static final int LINES_OF_FIRST_COMMAND = 6;

    /** Two lines about omitted groups, two about the report, one for the prompt. */
    private static final int LINES_OF_THE_END = 5;

    private static final int MAX_REASONS = 4;
    private static final int MAX_MODELS = 2;
    private static final int LINES_OF_A_MODEL = 3;
    private static final String INDENT = "       ";

    private final StringBuilder out = new StringBuilder();
    private final boolean colour;
    private final boolean isDocument;
    private final String report;
    private int lines;
    private boolean hasGroups;
    private String lastFix = "";

    private RunText(boolean colour, boolean isDocument, String report) {
        this.report = report;
        this.colour = colour;
        this.isDocument = isDocument;
    }

    /**
     * The summary.
     *
     * @param colour only for a terminal, and without NO_COLOR
     * @param report where the full report is; empty when there is none
     */
    public static String summary(Run run, boolean colour, String report) {
        RunText text = new RunText(colour, run.summary().counts().subject().isDocument(), report);
        text.verdict(run);
        text.counts(run);
        if (!RunPhrases.providers(run).isEmpty()) {
            text.wrapped("", "provider   " + RunPhrases.providers(run), 2);
        }
        text.tools(run);
        text.groups(run);
        if (!report.isEmpty()) {
            text.line("", "");
            text.line("", "report: " + report);
        }
        return text.out.toString();
    }

    /** One finding on one line, for a log. */
    public static String line(Finding finding) {
        return VisibleText.line(RunPhrases.badge(finding) + " "
                + RunPhrases.attribution(finding.violation().attribution()) + " "
                + finding.check().id() + " " + finding.exchange() + " "
                + finding.violation().at() + ": " + finding.violation().detail()
                + (finding.isAccepted() ? " (accepted)" : ""));
    }

    private void verdict(Run run) {
        String code =
                switch (run.verdict()) {
                    case CONFORMANT -> "32";
                    case NON_CONFORMANT -> "31";
                    case INCONCLUSIVE -> "33";
                };
        for (String line : TextColumns.wrap(VisibleText.line(RunPhrases.verdictLine(run)), TextColumns.WIDTH, 4)) {
            out.append(paint("1;" + code, line)).append('\n');
            lines++;
        }
        List<RunVerdict.Reason> reasons = RunPhrases.otherReasons(run);
        for (RunVerdict.Reason reason : reasons.subList(0, Math.min(MAX_REASONS, reasons.size()))) {
            marked("! ", reason.message());
        }
        if (reasons.size() > MAX_REASONS) {
            line("! ", "and " + RunPhrases.count(reasons.size() - MAX_REASONS, "more reason", "more reasons"));
        }
        RunPhrases.notices(run).forEach(notice -> marked("- ", notice));
        RunPhrases.unreadable(run).stream().limit(2).forEach(record -> wrapped("  ", record, 4));
        RunPhrases.crashes(run).forEach(crash -> wrapped("  ", crash, 4));
    }

    private void marked(String mark, String text) {
        List<String> wrapped = TextColumns.wrap(VisibleText.line(text), TextColumns.WIDTH - mark.length(), 4);
        for (int i = 0; i < wrapped.size(); i++) {
            line(i == 0 ? mark : " ".repeat(mark.length()), wrapped.get(i));
        }
    }

    private void counts(Run run) {
        RunCounts counts = run.summary().counts();
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
        line("", "findings   " + RunPhrases.findings(run));
        if (counts.accepted() > 0) {
            line("", "accepted   " + RunPhrases.count(counts.accepted(), "finding", "findings") + " (baseline)");
        }
        line(
                "",
                String.format(
                        Locale.ROOT,
                        "caused by  provider %,d, spec %,d, request %,d",
                        counts.unaccepted(Attribution.PROVIDER),
                        counts.unaccepted(Attribution.SPEC),
                        counts.unaccepted(Attribution.REQUEST)));
    }

    private void tools(Run run) {
        List<ToolCallTable.Row> rows = run.summary().tools().rows();
        rows.stream()
                .limit(MAX_MODELS)
                .forEach(row -> wrapped("", "tools      " + RunPhrases.tools(row), LINES_OF_A_MODEL));
        if (rows.size() > MAX_MODELS) {
            line(
                    "",
                    "           and " + RunPhrases.count(rows.size() - MAX_MODELS, "more model", "more models")
                            + allOfThem());
        }
    }

    private void groups(Run run) {
        List<FindingGroup> open = run.summary().groups().byWeight().stream()
                .filter(group -> !group.allAccepted())
                .toList();
        List<FindingGroup> omitted = new ArrayList<>();
        open.stream().filter(group -> !group.isSpecDefect()).forEach(group -> group(group, omitted));
        List<FindingGroup> specDefects =
                open.stream().filter(FindingGroup::isSpecDefect).toList();
        if (!specDefects.isEmpty() && hasRoom(2)) {
            line("", "");
            line("", RunPhrases.SPEC_DEFECTS);
        }
        specDefects.forEach(group -> group(group, omitted));
        if (!omitted.isEmpty()) {
            long findings = omitted.stream()
                    .mapToLong(group -> group.count() - group.accepted())
                    .sum();
            line("", "");
            line(
                    "",
                    "and " + RunPhrases.count(omitted.size(), "more group", "more groups") + " with "
                            + RunPhrases.count(findings, "finding", "findings") + allOfThem());
        }
    }

    private String allOfThem() {
        return report.isEmpty() ? "; --out DIR writes all of them" : "; the report has all of them";
    }

    private boolean hasRoom(int more) {
        return lines + more < LINES - LINES_OF_A_GROUP - (isDocument ? 1 : 0) - LINES_OF_THE_END;
    }

    private void group(FindingGroup group, List<FindingGroup> omitted) {
        boolean hasFix = group.fails() && !group.check().fix().equals(lastFix);
        if (!omitted.isEmpty() || !hasRoom(hasFix ? LINES_OF_A_FIX : 0)) {
            omitted.add(group);
            return;
        }
        boolean isFirst = !hasGroups;
        hasGroups = true;
        String times = RunPhrases.times(group);
        String badge = TextColumns.fit(RunPhrases.badge(group), INDENT.length());
        int room = TextColumns.WIDTH - badge.length() - times.length() - 1;
        List<String> title = TextColumns.wrap(VisibleText.line(group.title()), room, 2);
        line("", "");
        out.append(paint(group.fails() ? "31" : "33", badge))
                .append(paint("1", TextColumns.fit(title.getFirst(), room)))
                .append(' ')
                .append(times)
                .append('\n');
        lines++;
        title.stream().skip(1).forEach(rest -> line(INDENT, rest));
        String where = TextColumns.fit(RunPhrases.attribution(group.attribution()), 10)
                + group.check().id() + " at ";
        int left = Math.max(20, TextColumns.WIDTH - INDENT.length() - where.length());
        line(INDENT, where + TextColumns.cutMiddle(VisibleText.line(group.at()), left));
        location(group.examples().getFirst());
        if (hasFix) {
            fix(group.check().fix());
        }
        command(group.examples().getFirst(), isFirst ? LINES_OF_FIRST_COMMAND : 2);
    }

    /** The file and line of a finding in a document, not cut: terminals and editors open it. */
    private void location(Finding example) {
        SourceLocation stored = example.evidence().stored();
        if (isDocument && stored != null && stored.line() > 0) {
            out.append(INDENT)
                    .append(VisibleText.line(stored.file() + ":" + stored.line()))
                    .append('\n');
            lines++;
        }
    }

    /** A command is for copying: complete, or only the exchange that the other reports show it with. */
    private void command(Finding example, int most) {
        String rerun = example.evidence().rerun();
        String visible = VisibleText.line(rerun);
        int length = INDENT.length() + visible.length();
        if (visible.equals(rerun) && length <= most * TextColumns.WIDTH) {
            out.append(INDENT).append(visible).append('\n');
            lines += 1 + (length - 1) / TextColumns.WIDTH;
        } else {
            line(INDENT, "exchange " + example.exchange().value());
        }
    }

    /** Not again for the next group of the same check. */
    private void fix(String fix) {
        lastFix = fix;
        wrapped(INDENT, "fix: " + fix, LINES_OF_A_FIX);
    }

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
