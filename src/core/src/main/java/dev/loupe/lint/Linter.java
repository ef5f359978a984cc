package dev.loupe.lint;

import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.schema.BoundedPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs rules over a document. */
public final class Linter {
    /** Enough locations to find the defect, few enough to read. */
    private static final int LOCATIONS_NAMED = 3;

    private Linter() {}

    /** The result of one rule: the same defect at several locations is one violation that names them. */
    public static Result run(LintRule rule, LintedDocument spec) {
        Result result;
        try {
            result = rule.on(spec);
        } catch (BoundedPattern.Undecided | ContractException noSchema) {
            // too complex, or malformed
            return Result.undecided(String.valueOf(noSchema.getMessage()));
        }
        return switch (result) {
            case Result.Violated violated -> Result.of(folded(violated.violations()));
            case Result.Passed passed -> passed;
            case Result.NotApplicable none -> none;
            case Result.Undecided undecided -> undecided;
        };
    }

    private record Defect(String expected, String actual, String message) {}

    private static List<Violation> folded(List<Violation> violations) {
        Map<Defect, List<Violation>> byDefect = new LinkedHashMap<>();
        for (Violation violation : violations) {
            Defect defect = new Defect(violation.expected(), violation.actual(), violation.message());
            byDefect.computeIfAbsent(defect, same -> new ArrayList<>()).add(violation);
        }
        return byDefect.values().stream().map(Linter::one).toList();
    }

    private static Violation one(List<Violation> same) {
        Violation first = same.getFirst();
        if (same.size() == 1) {
            return first;
        }
        List<String> others = same.stream().skip(1).map(v -> v.at().toString()).toList();
        String named = String.join(", ", others.subList(0, Math.min(LOCATIONS_NAMED, others.size())));
        int more = others.size() - LOCATIONS_NAMED;
        return first.alsoAt(more > 0 ? named + " and " + more + " more" : named);
    }
}
