package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Impact;
import dev.loupe.report.diff.DiffMarkdown;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.ReportTruncation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several comparisons as one comment: a table of those with changes, the most severe first, and their changes while
 * there is room.
 */
public final class SeriesMarkdown implements SeriesWriter {
    /** Room for the table; the rest of the comment is for the changes. */
    private static final int TABLE = 20_000;

    private final Consumer<String> out;
    private final List<Entry> changed = new ArrayList<>();
    private int kept;

    public SeriesMarkdown(Consumer<String> out) {
        this.out = out;
    }

    /**
     * A pair that changed.
     *
     * @param details its own report; empty when there is no room for it
     */
    private record Entry(DiffResult.Verdict verdict, String row, String details) {}

    @Override
    public void add(String name, DiffResult comparison) {
        if (comparison.verdict() == DiffResult.Verdict.NONE) {
            return;
        }
        String row = "| " + MarkdownEscaper.code(ReportTruncation.to(name, 200)) + " | "
                + comparison.verdict().word() + " | " + comparison.count(Impact.BREAKING) + " | "
                + comparison.count(Impact.RISKY) + " | " + comparison.count(Impact.COMPATIBLE) + " |\n";
        // more than a comment can contain is not kept
        boolean room = comparison.verdict() == DiffResult.Verdict.BREAKING || kept < DiffMarkdown.LONGEST;
        String details = room && kept < 3 * DiffMarkdown.LONGEST ? DiffMarkdown.of(comparison) : "";
        kept += details.length();
        changed.add(new Entry(comparison.verdict(), row, details));
    }

    @Override
    public void finish(SeriesSummary summary) {
        changed.sort(Comparator.comparing(Entry::verdict));
        StringBuilder text = new StringBuilder();
        text.append("### ")
                .append(DiffMarkdown.mark(summary.verdict()))
                .append(' ')
                .append(MarkdownEscaper.text(summary.counts()))
                .append("\n\n");
        if (!changed.isEmpty()) {
            text.append("| spec | verdict | breaking | risky | compatible |\n|---|---|---|---|---|\n");
        }
        int rows = 0;
        while (rows < changed.size() && text.length() < TABLE) {
            text.append(changed.get(rows++).row());
        }
        if (rows < changed.size()) {
            text.append("\nand ").append(changed.size() - rows).append(" more specs with changes\n");
        }
        text.append('\n');
        for (String remark : summary.remarks()) {
            if (text.length() < 2 * TABLE) {
                text.append("- ")
                        .append(MarkdownEscaper.text(ReportTruncation.sentence(remark)))
                        .append('\n');
            }
        }
        details(text);
        out.accept(text.toString());
    }

    private void details(StringBuilder text) {
        int left = 0;
        for (Entry entry : changed) {
            if (entry.details().isEmpty() || text.length() + entry.details().length() > DiffMarkdown.LONGEST) {
                left++;
            } else {
                text.append('\n').append(entry.details());
            }
        }
        if (left > 0) {
            text.append("\nThe comment omits the changes of ")
                    .append(left)
                    .append(left == 1 ? " spec" : " specs")
                    .append(": see the reports that `--out DIR` writes.\n");
        }
    }
}
