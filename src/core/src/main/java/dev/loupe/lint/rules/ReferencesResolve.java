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

/** Every reference into the document leads to something in it. */
final class ReferencesResolve implements LintRule {
    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.reference-resolves",
                Level.MUST,
                "Every reference into the document leads to something in it",
                "OpenAPI 3.0.3, Reference Object",
                "What it should describe is unknown: most tools give up on the whole document",
                "Define what the reference names, or name what is defined");
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
                        "something in this document",
                        reference.ref(),
                        "reference " + reference.ref() + problem));
            }
        }
        return inside == 0 ? Result.notApplicable("no reference into the document") : Result.of(violations);
    }

    private static String problem(LintedDocument spec, ReferenceResolver.Reference reference) {
        if (spec.references().target(reference.ref()).isEmpty()) {
            return " leads to nothing in this document";
        }
        // of schemas, lint.schema-ends says it
        return reference.part() != NodeRole.SCHEMA && isFirstOfCircle(spec, reference.where())
                ? " leads back to itself"
                : "";
    }

    /** One circle is one defect, told where its first reference stands. */
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
