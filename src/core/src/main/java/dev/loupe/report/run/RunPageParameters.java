package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.DeclaredParameters;
import dev.loupe.engine.summary.ParameterTable;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every parameter: its declaration, the values that were sent, and the outcomes of probes.
 *
 * @param probed true when the run has probes
 */
public record RunPageParameters(String title, boolean probed, List<Parameter> rows, String left) {
    private static final int MAX_ROWS = 160;

    /**
     * One parameter.
     *
     * @param allowed probed values that the corrected contract allows
     * @param forbidden probed values that it forbids
     */
    public record Parameter(
            String at,
            String declared,
            String values,
            String count,
            List<Probe> probes,
            Marks allowed,
            Marks forbidden) {}

    /** Probed values as marks of a picture; its text counts them. */
    public record Marks(String text, List<Mark> marks) {}

    /** One probed value: filled when accepted, hollow when rejected, a cross when the endpoint failed. */
    public record Mark(String kind, String css, String title) {}

    /** Probed values with the same outcome. */
    public record Probe(String outcome, String css, String values) {}

    static List<RunPageParameters> of(Run run) {
        Map<String, ParameterTable.Values> values = run.summary().parameters().rows();
        Map<String, String> declared = new LinkedHashMap<>();
        for (ContractInfo contract : run.contracts()) {
            for (DeclaredParameters.Parameter one : contract.parameters()) {
                declared.merge(one.at(), one.range(), RunPageParameters::both);
            }
        }
        Set<String> pointers = new LinkedHashSet<>(declared.keySet());
        pointers.addAll(values.keySet());
        if (pointers.isEmpty()) {
            return List.of();
        }
        List<Parameter> rows = new ArrayList<>();
        for (String at : pointers) {
            if (rows.size() < MAX_ROWS) {
                ParameterTable.Values what = values.get(at);
                rows.add(new Parameter(
                        VisibleText.line(at),
                        VisibleText.line(
                                declared.getOrDefault(at, run.contracts().isEmpty() ? "" : "not declared")),
                        what == null ? "" : VisibleText.line(what.description()),
                        what == null ? "0" : RunPhrases.number(what.count()),
                        what == null ? List.of() : probes(what),
                        marks(what, true),
                        marks(what, false)));
            }
        }
        int left = pointers.size() - rows.size();
        boolean probed = rows.stream().anyMatch(row -> !row.probes().isEmpty());
        String names = String.join(
                ", ", run.contracts().stream().map(ContractInfo::name).toList());
        return List.of(new RunPageParameters(
                VisibleText.line(names),
                probed,
                rows,
                left == 0 ? "" : RunPhrases.count(left, "more parameter is", "more parameters are") + " omitted."));
    }

    private static String both(String one, String other) {
        return one.equals(other) || one.length() > 200 ? one : one + " / " + other;
    }

    private static Marks marks(ParameterTable.@Nullable Values values, boolean allowed) {
        List<Mark> marks = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        if (values != null) {
            values.probes().forEach((outcome, probed) -> {
                if (outcome.allowed() == allowed) {
                    counts.add(RunPhrases.number(probed.size()) + " " + outcome);
                    String css = outcome.isExpected() ? "good" : "bad";
                    probed.forEach(value ->
                            marks.add(new Mark(outcome.kind().word(), css, VisibleText.line(value + ": " + outcome))));
                }
            });
        }
        return new Marks(String.join(", ", counts), marks);
    }

    private static List<Probe> probes(ParameterTable.Values values) {
        List<Probe> probes = new ArrayList<>();
        values.probes().forEach((outcome, probed) -> {
            String css = outcome.isExpected() ? "good" : "bad";
            probes.add(new Probe(outcome.toString(), css, VisibleText.line(String.join(", ", probed))));
        });
        return probes;
    }
}
