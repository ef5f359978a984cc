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

/**
 * Every parameter: what the contract declares, what was sent, and what became of probes.
 *
 * @param probed true when the run has probes, so that the column is worth its place
 */
public record RunPageParameters(String title, boolean probed, List<Parameter> rows, String left) {
    private static final int MOST = 160;

    /** One parameter. */
    public record Parameter(String at, String declared, String seen, String count, List<Probe> probes) {}

    /** What became of some values. */
    public record Probe(String answer, String css, String values) {}

    static List<RunPageParameters> of(Run run) {
        Map<String, ParameterTable.Values> seen = run.summary().parameters().rows();
        Map<String, String> declared = new LinkedHashMap<>();
        for (ContractInfo contract : run.contracts()) {
            for (DeclaredParameters.Parameter one : contract.parameters()) {
                declared.merge(one.at(), one.range(), RunPageParameters::both);
            }
        }
        Set<String> places = new LinkedHashSet<>(declared.keySet());
        places.addAll(seen.keySet());
        if (places.isEmpty()) {
            return List.of();
        }
        List<Parameter> rows = new ArrayList<>();
        for (String at : places) {
            if (rows.size() < MOST) {
                ParameterTable.Values what = seen.get(at);
                rows.add(new Parameter(
                        VisibleText.line(at),
                        VisibleText.line(
                                declared.getOrDefault(at, run.contracts().isEmpty() ? "" : "not declared")),
                        what == null ? "" : VisibleText.line(what.description()),
                        what == null ? "0" : RunPhrases.number(what.count()),
                        what == null ? List.of() : probes(what)));
            }
        }
        int left = places.size() - rows.size();
        boolean probed = rows.stream().anyMatch(row -> !row.probes().isEmpty());
        String names = String.join(
                ", ", run.contracts().stream().map(ContractInfo::name).toList());
        return List.of(new RunPageParameters(
                VisibleText.line(names),
                probed,
                rows,
                left == 0
                        ? ""
                        : RunPhrases.count(left, "more place", "more places") + " of the request left out here."));
    }

    private static String both(String one, String other) {
        return one.equals(other) || one.length() > 200 ? one : one + " / " + other;
    }

    private static List<Probe> probes(ParameterTable.Values seen) {
        List<Probe> probes = new ArrayList<>();
        seen.probes().forEach((answer, values) -> {
            String css = answer.contains("though") ? "bad" : answer.startsWith("failed") ? "bad" : "good";
            probes.add(new Probe(answer, css, VisibleText.line(String.join(", ", values))));
        });
        return probes;
    }
}
