package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.format.VisibleText;
import java.util.List;

/** The sections of a run of probes: commands that reproduce findings, parameters, times, usage. */
final class RunMarkdownProbes {
    private static final int MAX_COMMANDS = 40;

    private RunMarkdownProbes() {}

    /**
     * Writes the sections.
     *
     * @param largest length of the document beyond which nothing is added
     */
    static void write(StringBuilder out, Run run, int largest) {
        commands(out, run, largest);
        for (RunPageParameters table : RunPageParameters.of(run)) {
            parameters(out, table, largest);
        }
        times(out, RunPageStreams.times(run.summary()));
        usage(out, run.summary());
    }

    private static void commands(StringBuilder out, Run run, int largest) {
        List<FindingGroup> groups = run.summary().groups().byWeight().stream()
                .filter(group -> !group.isSpecDefect() && !group.allAccepted())
                .limit(MAX_COMMANDS)
                .toList();
        if (groups.isEmpty()) {
            return;
        }
        out.append("\n## Reproduce\n\nThe first finding of each group; `run.json` has the command of every finding.\n");
        for (FindingGroup group : groups) {
            Finding first = group.examples().getFirst();
            String line = VisibleText.line(first.evidence().rerun());
            if (out.length() + line.length() < largest) {
                out.append('\n')
                        .append(MarkdownEscaper.code(group.check().id()))
                        .append(' ');
                out.append(MarkdownEscaper.code(TextColumns.cut(first.exchange().value(), 120)));
                String fence = fence(line);
                out.append("\n\n").append(fence).append("sh\n").append(line);
                out.append('\n').append(fence).append('\n');
            }
        }
    }

    /** A command cannot be escaped, so its fence is longer than any in it. */
    private static String fence(String line) {
        String fence = "```";
        while (line.contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    private static void parameters(StringBuilder out, RunPageParameters table, int largest) {
        out.append("\n## Parameters\n\n| parameter | declared | probes |\n|---|---|---|\n");
        for (RunPageParameters.Parameter row : table.rows()) {
            if (!row.probes().isEmpty() && out.length() < largest) {
                List<String> probes = row.probes().stream()
                        .map(probe -> MarkdownEscaper.text(probe.outcome()) + ": "
                                + MarkdownEscaper.code(TextColumns.cut(probe.values(), 200)))
                        .toList();
                out.append("| ").append(MarkdownEscaper.code(TextColumns.cut(row.at(), 120)));
                out.append(" | ").append(MarkdownEscaper.text(TextColumns.cut(row.declared(), 200)));
                out.append(" | ").append(String.join("<br>", probes)).append(" |\n");
            }
        }
    }

    private static void times(StringBuilder out, List<RunPageStreams.Time> times) {
        if (times.isEmpty()) {
            return;
        }
        out.append("\n## Times\n\n| | p50 | p90 | p99 | of |\n|---|--:|--:|--:|--:|\n");
        for (RunPageStreams.Time time : times) {
            out.append("| ").append(time.name()).append(" | ").append(time.p50());
            out.append(" | ").append(time.p90()).append(" | ").append(time.p99());
            out.append(" | ").append(time.count()).append(" |\n");
        }
    }

    private static void usage(StringBuilder out, RunSummary tally) {
        if (tally.usages().total() > 0) {
            out.append("\n## Usage\n\n");
            out.append(RunPhrases.count(tally.usages().total(), "response has", "responses have"));
            out.append(' ').append(RunPhrases.number(tally.promptTokens())).append(" prompt tokens and ");
            out.append(RunPhrases.number(tally.completionTokens())).append(" completion tokens.\n");
        }
    }
}
