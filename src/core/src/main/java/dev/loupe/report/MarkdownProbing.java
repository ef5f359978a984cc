package dev.loupe.report;

import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Group;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Tally;
import java.util.List;

/** What a run of probes tells besides its findings: how to see them again, each parameter, times and counts. */
final class MarkdownProbing {
    private static final int MOST_LINES = 40;

    private MarkdownProbing() {}

    /**
     * Writes it.
     *
     * @param largest length of the whole beyond which nothing is added
     */
    static void write(StringBuilder out, Run run, int largest) {
        again(out, run, largest);
        for (PageParameters table : PageParameters.of(run)) {
            parameters(out, table, largest);
        }
        times(out, PageStreams.times(run.tally()));
        usage(out, run.tally());
    }

    private static void again(StringBuilder out, Run run, int largest) {
        List<Group> groups = run.tally().groups().byWeight();
        if (groups.isEmpty()) {
            return;
        }
        out.append("\n## To see it again\n\nThe first finding of each group; `run.json` has the line of every one.\n");
        for (Group group : groups.subList(0, Math.min(MOST_LINES, groups.size()))) {
            Finding first = group.examples().getFirst();
            String line = Visible.line(first.evidence().repeat());
            if (out.length() + line.length() < largest) {
                out.append('\n').append(Markdown.code(group.check().id())).append(' ');
                out.append(Markdown.code(Columns.cut(first.exchange().value(), 120)));
                String fence = fence(line);
                out.append("\n\n").append(fence).append("sh\n").append(line);
                out.append('\n').append(fence).append('\n');
            }
        }
    }

    /** In a shell's line nothing may be escaped, so that its fence must be longer than any in it. */
    private static String fence(String line) {
        String fence = "```";
        while (line.contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    private static void parameters(StringBuilder out, PageParameters table, int largest) {
        out.append("\n## Parameters\n\n| parameter | declared | what became of probes |\n|---|---|---|\n");
        for (PageParameters.Parameter row : table.rows()) {
            if (!row.probes().isEmpty() && out.length() < largest) {
                List<String> became = row.probes().stream()
                        .map(probe ->
                                Markdown.text(probe.answer()) + ": " + Markdown.code(Columns.cut(probe.values(), 200)))
                        .toList();
                out.append("| ").append(Markdown.code(Columns.cut(row.at(), 120)));
                out.append(" | ").append(Markdown.text(Columns.cut(row.declared(), 200)));
                out.append(" | ").append(String.join("<br>", became)).append(" |\n");
            }
        }
    }

    private static void times(StringBuilder out, List<PageStreams.Time> times) {
        if (times.isEmpty()) {
            return;
        }
        out.append("\n## Times\n\n| | p50 | p90 | p99 | of |\n|---|--:|--:|--:|--:|\n");
        for (PageStreams.Time time : times) {
            out.append("| ").append(time.name()).append(" | ").append(time.p50());
            out.append(" | ").append(time.p90()).append(" | ").append(time.p99());
            out.append(" | ").append(time.count()).append(" |\n");
        }
    }

    private static void usage(StringBuilder out, Tally tally) {
        if (tally.usages().total() > 0) {
            out.append("\n## Usage\n\n");
            out.append(Words.count(tally.usages().total(), "answer counts", "answers count"));
            out.append(' ').append(Words.number(tally.promptTokens())).append(" tokens of prompts and ");
            out.append(Words.number(tally.completionTokens())).append(" of completions.\n");
        }
    }
}
