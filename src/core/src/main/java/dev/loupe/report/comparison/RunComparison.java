package dev.loupe.report.comparison;

import dev.loupe.check.CheckInfo;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.DeclaredParameters;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.ParameterTable;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.run.ProviderScore;
import dev.loupe.report.run.RunPhrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side: by check and by parameter, and the findings that only one of two runs has.
 *
 * @param difference null unless there are two runs
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunComparison(
        List<Side> sides, List<CheckRow> checks, List<ParameterRow> parameters, @Nullable RunDifference difference) {
    /** A run and the file that it was read from. */
    public record OpenedRun(String file, Run run) {}

    /**
     * One of the runs.
     *
     * @param name a letter, the name in tables
     * @param score over the checks that examined exchanges in all of the runs
     */
    public record Side(String name, String file, Run run, ProviderScore score) {
        /** What was examined, as the run names it. */
        String subject() {
            return run.header().subject();
        }

        String provider() {
            return String.join(", ", run.summary().providers());
        }

        RunCounts counts() {
            return run.summary().counts();
        }
    }

    /**
     * The outcomes of one check in each run.
     *
     * @param cells one per run; null where the check did not run
     * @param isSpecDefect whether its violations are defects of the spec, which do not fail a run
     */
    public record CheckRow(CheckInfo check, List<@Nullable Cell> cells, boolean isSpecDefect) {
        /** The level, or the badge of a spec defect. */
        String badge() {
            return RunPhrases.badge(check, isSpecDefect);
        }

        /** Whether the runs differ: something is violated, or the check did not examine exchanges in all of them. */
        boolean differs() {
            boolean examined = false;
            boolean notExamined = false;
            for (Cell cell : cells) {
                if (cell != null && cell.violated() > 0) {
                    return true;
                }
                examined |= cell != null && cell.examined() > 0;
                notExamined |= cell == null || cell.examined() == 0;
            }
            return examined && notExamined;
        }
    }

    /** How many exchanges a check examined, and how many of them violate it. */
    public record Cell(int examined, int violated) {}

    /**
     * The values of one property of the request, and the outcomes of its probes, in each run.
     *
     * @param declared by the first contract that declares it; empty when none does
     * @param support what each endpoint does with it
     */
    public record ParameterRow(String at, String declared, List<String> values, List<ParameterTreatment> support) {
        /** Whether the endpoints treat it in different ways; without probes, whether the values differ. */
        boolean differs() {
            boolean probed = support.stream().anyMatch(one -> one.kind() != ParameterTreatment.Kind.NOT_PROBED);
            return probed
                    ? support.stream().map(ParameterTreatment::kind).distinct().count() > 1
                    : values.stream().distinct().count() > 1;
        }
    }

    public static RunComparison of(List<OpenedRun> runs) {
        List<Side> sides = new ArrayList<>();
        List<ProviderScore> scores =
                ProviderScore.of(runs.stream().map(OpenedRun::run).toList());
        for (OpenedRun opened : runs) {
            sides.add(new Side(name(sides.size()), opened.file(), opened.run(), scores.get(sides.size())));
        }
        return new RunComparison(
                List.copyOf(sides),
                checks(sides),
                parameters(sides),
                sides.size() == 2
                        ? RunDifference.of(sides.get(0).run(), sides.get(1).run())
                        : null);
    }

    /** A, B, ... Z, A2, B2, ... */
    private static String name(int index) {
        String letter = String.valueOf((char) ('A' + index % 26));
        return index < 26 ? letter : letter + (index / 26 + 1);
    }

    private static List<CheckRow> checks(List<Side> sides) {
        Map<String, CheckInfo> known = new TreeMap<>();
        sides.forEach(side -> side.counts().checks().forEach(check -> known.putIfAbsent(check.id(), check)));
        List<CheckRow> rows = new ArrayList<>();
        for (CheckInfo check : known.values()) {
            List<@Nullable Cell> cells = new ArrayList<>();
            sides.forEach(side -> cells.add(cell(side.counts(), check.id())));
            rows.add(new CheckRow(check, cells, isSpecDefect(sides, check)));
        }
        return rows;
    }

    private static boolean isSpecDefect(List<Side> sides, CheckInfo check) {
        List<FindingGroup> groups = sides.stream()
                .flatMap(side -> side.run().summary().groups().byWeight().stream())
                .filter(group -> group.check().id().equals(check.id()))
                .toList();
        return !groups.isEmpty() && groups.stream().allMatch(FindingGroup::isSpecDefect);
    }

    private static @Nullable Cell cell(RunCounts counts, String check) {
        for (int i = 0; i < counts.checks().size(); i++) {
            if (counts.checks().get(i).id().equals(check)) {
                int broken = counts.outcomes(i, CheckOutcome.Kind.VIOLATED);
                return new Cell(counts.outcomes(i, CheckOutcome.Kind.PASSED) + broken, broken);
            }
        }
        return null;
    }

    private static List<ParameterRow> parameters(List<Side> sides) {
        Map<String, String> declared = new TreeMap<>();
        for (Side side : sides) {
            side.run().summary().parameters().rows().keySet().forEach(at -> declared.putIfAbsent(at, ""));
            for (ContractInfo contract : side.run().contracts()) {
                for (DeclaredParameters.Parameter one : contract.parameters()) {
                    if (Objects.requireNonNullElse(declared.get(one.at()), "").isEmpty()) {
                        declared.put(one.at(), one.range());
                    }
                }
            }
        }
        List<ParameterRow> rows = new ArrayList<>();
        declared.forEach((at, range) -> rows.add(new ParameterRow(
                at,
                range,
                sides.stream()
                        .map(side -> values(side.run().summary().parameters(), at))
                        .toList(),
                sides.stream()
                        .map(side -> ParameterTreatment.of(
                                at, side.run().summary().parameters().rows().get(at), side.counts()))
                        .toList())));
        rows.removeIf(row -> row.values().stream().allMatch(String::isEmpty));
        return rows;
    }

    private static String values(ParameterTable table, String at) {
        ParameterTable.Values seen = table.rows().get(at);
        if (seen == null) {
            return "";
        }
        Map<String, String> probes = new LinkedHashMap<>();
        seen.probes().forEach((outcome, values) -> probes.put(outcome.toString(), String.join(", ", values)));
        StringBuilder words = new StringBuilder(seen.description());
        probes.forEach((answer, values) -> words.append(words.isEmpty() ? "" : "; ")
                .append(answer)
                .append(": ")
                .append(values));
        return words.toString();
    }

    /**
     * The verdict. Of two runs: non-conformant when the second has findings that fail a run and that the first does not have,
     * inconclusive when one of them is incomplete. Of more: the worst of their verdicts.
     */
    public Verdict verdict() {
        RunDifference compared = difference;
        if (compared != null) {
            boolean whole = sides.stream().allMatch(side -> isComplete(side.run()));
            return compared.newFailing() > 0
                    ? Verdict.NON_CONFORMANT
                    : whole ? Verdict.CONFORMANT : Verdict.INCONCLUSIVE;
        }
        return sides.stream()
                .map(side -> side.run().verdict())
                .max((a, b) -> Integer.compare(weight(a), weight(b)))
                .orElse(Verdict.INCONCLUSIVE);
    }

    private static boolean isComplete(Run run) {
        return run.runVerdict().reasons().stream()
                .map(RunVerdict.Reason::kind)
                .noneMatch(kind -> kind == RunVerdict.Kind.INCOMPLETE || kind == RunVerdict.Kind.NOTHING_DECIDED);
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> 0;
            case INCONCLUSIVE -> 1;
            case NON_CONFORMANT -> 2;
        };
    }

    /** Whether the two runs differ by more than chance, by check; empty unless there are two runs. */
    List<PairedRate> paired() {
        return sides.size() == 2
                ? PairedRate.of(sides.get(0).run(), sides.get(1).run())
                : List.of();
    }

    /** Whether the second of two runs calls a tool where the first does, by model; empty unless there are two runs. */
    List<ToolCallAgreement> toolTriggers() {
        return sides.size() == 2
                ? ToolCallAgreement.of(sides.get(0).run(), sides.get(1).run())
                : List.of();
    }

    /** In one sentence. */
    String sentence() {
        RunDifference compared = difference;
        if (compared == null) {
            return best();
        }
        String over = compared.byExchange()
                ? "over " + RunPhrases.count(compared.common(), "exchange", "exchanges") + " of both"
                : "by check and location, because the runs have no exchange in common";
        return "B against A, " + over + ": "
                + RunPhrases.number(compared.added().count()) + " new ("
                + RunPhrases.number(compared.newFailing()) + " failing), "
                + RunPhrases.number(compared.removed().count()) + " removed, " + RunPhrases.number(compared.same())
                + " unchanged.";
    }

    /** Which runs violate the fewest MUST checks, of those that all of them examined. */
    private String best() {
        long most = sides.stream()
                .mapToLong(side -> side.score().checks().count())
                .max()
                .orElse(0);
        List<String> best = sides.stream()
                .filter(side -> side.score().checks().count() == most)
                .map(Side::name)
                .toList();
        Rate checks = sides.getFirst().score().checks();
        String subject = best.size() == sides.size()
                ? "All runs pass"
                : String.join(", ", best) + (best.size() == 1 ? " passes" : " pass");
        return subject + (best.size() == sides.size() ? " as many MUST checks: " : " the most MUST checks: ")
                + RunPhrases.number(most) + " of " + RunPhrases.number(checks.of())
                + " that examined responses in all " + RunPhrases.count(sides.size(), "run", "runs") + ".";
    }
}
