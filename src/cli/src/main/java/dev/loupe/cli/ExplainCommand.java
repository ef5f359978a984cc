package dev.loupe.cli;

import dev.loupe.check.CatalogueEntry;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.rules.Checks;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.lint.rules.LintRules;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code loupe explain}: describes a check or a rule. */
@Command(
        name = "explain",
        description = {
            "Explains a check or a rule.",
            "Prints its meaning, its reason, its source, and how to fix a finding. Without an ID, lists all checks and"
                    + " rules."
        },
        footer = {
            "  loupe explain",
            "  loupe explain usage.total-is-sum",
            "  loupe explain lint.stream-satisfiable",
            "  loupe explain request.maximum-lowered"
        })
class ExplainCommand extends Subcommand {
    private static final int WIDTH = 80;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The ID of a check or a rule, as findings print it.")
    @Nullable
    String id;

    @Override
    public Integer call() {
        PrintWriter out = out();
        String requested = id;
        if (requested == null) {
            all().forEach(entry -> out.println(entry.id() + "\n" + wrapped("    ", entry.truth())));
            return ExitCode.SUCCESS;
        }
        CatalogueEntry entry = all().stream()
                .filter(one -> one.id().equals(requested))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(unknown(requested)));
        out.println(entry.id() + (entry instanceof CheckInfo check ? " (" + check.level() + ")" : ""));
        out.println(wrapped("", entry.truth() + "."));
        section(out, "Why", entry.why());
        section(out, "Source", entry.source());
        section(out, "Fix", entry.fix());
        return ExitCode.SUCCESS;
    }

    /** The entries of all catalogues. */
    private static List<CatalogueEntry> all() {
        List<CatalogueEntry> all = new ArrayList<>();
        Checks.all().forEach(check -> all.add(check.info()));
        LintRules.all().forEach(rule -> all.add(rule.info()));
        all.addAll(DiffRules.all());
        return all;
    }

    private static String unknown(String id) {
        String area = id.replaceAll("\\..*", "");
        List<String> near = all().stream()
                .map(CatalogueEntry::id)
                .filter(one -> one.startsWith(area + "."))
                .toList();
        String suggestion =
                NameSuggestion.of(id, all().stream().map(CatalogueEntry::id).toList());
        if (!suggestion.isEmpty()) {
            return "unknown check or rule '" + id + "'" + suggestion;
        }
        return "unknown check or rule '" + id + "'; "
                + (near.isEmpty()
                        ? "'loupe explain' lists all"
                        : "those of " + area + " are " + String.join(", ", near));
    }

    private static void section(PrintWriter out, String title, String text) {
        out.println();
        out.println(title);
        out.println(wrapped("  ", text));
    }

    private static String wrapped(String indent, String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split("\\s+", -1)) {
            if (line.length() + word.length() >= WIDTH && line.length() > indent.length()) {
                lines.append(line.toString().stripTrailing()).append('\n');
                line.setLength(indent.length());
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing()).toString();
    }
}
