package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.diff.judge.Impact;
import dev.loupe.report.format.CodeQualityWriter;
import dev.loupe.report.format.GitHubAnnotations;
import dev.loupe.report.format.ReportAnnotation;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.SarifWriter;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as annotations at a line of NEW, or of OLD for removed elements. */
public final class DiffAnnotations {
    private DiffAnnotations() {}

    public static String github(DiffResult comparison) {
        List<ReportAnnotation> notes = comparison.changes().stream()
                .filter(DiffAnnotations::isAnnotated)
                .map(change -> note(change, comparison))
                .toList();
        return commands(notes, DiffText.summary(comparison));
    }

    public static boolean isAnnotated(Change change) {
        return !change.isAccepted() && (change.impact() == Impact.BREAKING || change.impact() == Impact.RISKY);
    }

    public static String commands(List<ReportAnnotation> notes, String summary) {
        GitHubAnnotations commands = new GitHubAnnotations();
        notes.forEach(commands::add);
        return commands.finish(summary);
    }

    public static void sarif(DiffResult comparison, String version, OutputStream out) {
        List<ReportAnnotation> notes = new ArrayList<>();
        comparison.changes().forEach(change -> notes.add(note(change, comparison)));
        sarif(notes, version, comparison.inconclusive().isEmpty(), comparison.inconclusive(), out);
    }

    /** Writes breaking and risky changes for GitLab's code quality report, which has no suppressions. */
    public static void codeQuality(DiffResult comparison, OutputStream out) {
        CodeQualityWriter.write(
                out,
                comparison.changes().stream()
                        .filter(DiffAnnotations::isAnnotated)
                        .map(change -> note(change, comparison))
                        .toList());
    }

    /**
     * Writes annotations as SARIF.
     *
     * @param remarks on the report as a whole; empty for none
     */
    public static void sarif(
            List<ReportAnnotation> notes, String version, boolean whole, String remarks, OutputStream out) {
        List<ReportAnnotation.Rule> rules = new ArrayList<>();
        DiffRules.all().forEach(rule -> rules.add(new ReportAnnotation.Rule(rule, severity(rule.impact()))));
        SarifWriter.write(out, new SarifWriter.Document(version, whole, remarks), rules, notes);
    }

    static ReportAnnotation.Severity severity(Impact impact) {
        return switch (impact) {
            case BREAKING -> ReportAnnotation.Severity.ERROR;
            case RISKY -> ReportAnnotation.Severity.WARNING;
            case COMPATIBLE, INFO -> ReportAnnotation.Severity.NOTE;
        };
    }

    /** An accepted change fails nothing, so it is no error. */
    private static ReportAnnotation.Severity severity(Change change) {
        return change.isAccepted() && change.impact() == Impact.BREAKING
                ? ReportAnnotation.Severity.WARNING
                : severity(change.impact());
    }

    public static ReportAnnotation note(Change change, DiffResult comparison) {
        return new ReportAnnotation(
                new ReportAnnotation.Rule(change.rule(), severity(change)),
                message(change),
                location(change, comparison),
                change.at().pointer().toString(),
                change.isAccepted() ? change.accepted() : null,
                change.fingerprint());
    }

    /** The operation, what changed in it, and a short witness. */
    private static String message(Change change) {
        String operation = change.at().operation();
        String witness = ChangesByOperation.shortWitness(change);
        boolean named = operation.isEmpty() || change.area() == SpecArea.OPERATION;
        return ReportTruncation.sentence((named ? "" : operation + ": ") + change.message())
                + (witness == null ? "" : "; proof " + witness);
    }

    /** The line in NEW, or in OLD for removed elements; NEW as a whole when OLD is no file; null when neither is. */
    private static ReportAnnotation.@Nullable Location location(Change change, DiffResult comparison) {
        DiffResult.SpecInfo spec = change.at().next() != null ? comparison.next() : comparison.old();
        if (spec.isFile()) {
            return new ReportAnnotation.Location(
                    spec.name(), spec.line(change.at().pointer()));
        }
        return comparison.next().isFile()
                ? new ReportAnnotation.Location(comparison.next().name(), 0)
                : null;
    }
}
