package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every reference into the document has a target. */
final class ReferencesResolve implements LintRule {
    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.reference-resolves",
                Level.MUST,
                "Every reference into the document has a target",
                "OpenAPI 3.0.3, Reference Object",
                "Its target is unknown: most tools reject the whole document",
                "Define the target, or correct the reference");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int inside = 0;
        for (ReferenceResolver.Reference reference : spec.references().all()) {
            if (ReferencesAreLocal.isOutside(spec, reference)) {
                continue;
            }
            inside++;
            String problem = problem(spec, reference);
            if (!problem.isEmpty()) {
                violations.add(LintRule.defect(
                        reference.where().pointer().appendProperty("$ref"),
                        "a target in this document",
                        reference.ref(),
                        "reference " + reference.ref() + problem));
            }
        }
        return inside == 0 ? Result.notApplicable("no reference into the document") : Result.of(violations);
    }

    private static String problem(LintedDocument spec, ReferenceResolver.Reference reference) {
        if (spec.references().target(reference.ref()).isEmpty()) {
            return " has no target in this document";
        }
        // cycles of schemas are reported by lint.schema-ends
        return reference.role() != NodeRole.SCHEMA && isFirstOfCircle(spec, reference.where())
                ? " refers back to itself"
                : "";
    }

    /** One cycle is one defect, reported at its first reference. */
    private static boolean isFirstOfCircle(LintedDocument spec, ReferenceResolver.Located start) {
        String first = start.pointer().toString();
        Set<String> seen = new HashSet<>();
        Optional<ReferenceResolver.Located> at = Optional.of(start);
        while (at.isPresent() && ReferenceResolver.isReference(at.get().node())) {
            if (!seen.add(at.get().pointer().toString())) {
                return at.get().pointer().equals(start.pointer());
            }
            if (at.get().pointer().toString().compareTo(first) < 0) {
                return false;
            }
            at = spec.references().target(at.get().node().get("$ref").textValue());
        }
        return false;
    }
}
