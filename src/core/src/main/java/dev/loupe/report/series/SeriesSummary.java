package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.report.diff.DiffText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The summary of several comparisons.
 *
 * @param failed what could not be compared
 * @param onlyOld names that NEW does not have
 * @param onlyNew names that OLD does not have
 * @param stale accepted changes that occur in none of them
 */
public record SeriesSummary(
        Map<DiffResult.Verdict, Integer> verdicts,
        List<DiffPairResult.Failed> failed,
        List<String> onlyOld,
        List<String> onlyNew,
        List<AcceptedChanges.Entry> stale) {

    /** The most severe verdict; a removed spec breaks all its clients. */
    DiffResult.Verdict verdict() {
        if (!onlyOld.isEmpty()) {
            return DiffResult.Verdict.BREAKING;
        }
        return verdicts.keySet().stream().min(DiffResult.Verdict::compareTo).orElse(DiffResult.Verdict.NONE);
    }

    /** {@code 3 pairs: 1 breaking, 2 without a contract change}. */
    String counts() {
        List<String> parts = new ArrayList<>();
        new EnumMap<>(verdicts)
                .forEach((verdict, count) -> parts.add(count + " "
                        + (verdict == DiffResult.Verdict.NONE ? "without a contract change" : verdict.word())));
        if (!failed.isEmpty()) {
            parts.add(failed.size() + " not compared");
        }
        if (!onlyOld.isEmpty()) {
            parts.add(onlyOld.size() + (onlyOld.size() == 1 ? " spec" : " specs") + " removed");
        }
        int pairs = verdicts.values().stream().mapToInt(Integer::intValue).sum() + failed.size();
        return pairs + (pairs == 1 ? " pair: " : " pairs: ") + String.join(", ", parts);
    }

    /** Remarks on the comparison as a whole, a sentence each. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>();
        failed.forEach(pair -> lines.add("not compared: " + pair.name() + ": " + pair.why()));
        onlyOld.forEach(
                name -> lines.add("removed, which breaks all its clients: " + name + " (it is in OLD and not in NEW)"));
        onlyNew.forEach(name -> lines.add("only in NEW, not compared: " + name));
        stale.forEach(entry -> lines.add(DiffText.stale(entry)));
        return lines;
    }
}
