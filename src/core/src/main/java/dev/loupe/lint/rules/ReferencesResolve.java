package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentWalk.Part;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@CheckDescription(
        id = "lint.reference-resolves",
        level = Level.MUST,
        truth = "Every reference into the document has a target",
        source =
                "OpenAPI 3.0.3, Reference Object; Discriminator Object: the mapping names schemas; Link Object: the name of an existing, resolvable operation",
        why = "Its target is unknown: most tools reject the whole document",
        fix = "Define the target, or correct the reference")
final class ReferencesResolve implements LintRule {
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
        mappings(spec, violations);
        links(spec, violations);
        return inside == 0 && violations.isEmpty()
                ? Result.notApplicable("no reference into the document")
                : Result.of(violations);
    }

    private static void mappings(LintedDocument spec, List<Violation> violations) {
        for (LocatedSchema schema : spec.schemas()) {
            schema.node().path("discriminator").path("mapping").properties().forEach(entry -> {
                String target = entry.getValue().asText("");
                // a name without # may be a file
                if (target.startsWith("#/") && spec.references().target(target).isEmpty()) {
                    DocumentPointer at = schema.location().then("discriminator").then("mapping");
                    violations.add(unknown(at.then(entry.getKey()), target, "mapping to " + target));
                }
            });
        }
    }

    private static void links(LintedDocument spec, List<Violation> violations) {
        Set<String> declared = new HashSet<>();
        for (Part part : spec.parts()) {
            if (!part.holder().equals("links")) {
                declared.add(part.node().path("operationId").asText(""));
            }
        }
        for (Part part : spec.parts()) {
            String id = part.holder().equals("links")
                    ? part.node().path("operationId").textValue()
                    : null;
            if (id != null && !declared.contains(id)) {
                violations.add(unknown(part.at().then("operationId"), id, "link to the operation " + id));
            }
        }
    }

    private static Violation unknown(DocumentPointer at, String target, String what) {
        return LintRule.defect(
                at.toJsonPointer(), "a target in this document", target, what + " has no target in this document");
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
