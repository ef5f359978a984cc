package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.ResolvableParts;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;

/** The document is described by itself alone: what stands elsewhere is not looked at, and that is said. */
final class ReferencesAreLocal implements LintRule {
    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.reference-inside",
                Level.INFO,
                "Every reference is one that Loupe follows",
                "Derived: Loupe reads one document at a time and follows JSON pointers in it; other references are legal OpenAPI",
                "What such a reference names was not looked at, neither here nor where a contract is held against answers",
                "Bundle the documents into one, and lint that");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        List<ReferenceResolver.Reference> all = spec.references().all();
        for (ReferenceResolver.Reference reference : all) {
            if (isOutside(spec, reference)) {
                violations.add(LintRule.defect(
                        reference.where().pointer().appendProperty("$ref"),
                        "a reference in this document, such as #/components/schemas/X",
                        reference.ref(),
                        "reference " + reference.ref() + " is not followed, so what it names was not looked at"));
            }
        }
        return all.isEmpty() ? Result.notApplicable("no reference") : Result.of(violations);
    }

    /** To another document, or by another base or name than that of the document, which only 3.1 knows. */
    static boolean isOutside(LintedDocument spec, ReferenceResolver.Reference reference) {
        if (!reference.ref().startsWith("#")) {
            return true;
        }
        boolean pointer = reference.ref().equals("#") || reference.ref().startsWith("#/");
        return !spec.isVersion30()
                && (pointer
                        ? ResolvableParts.hasOwnBase(
                                spec.root(), reference.where().pointer())
                        : isNamed(spec, reference.ref()));
    }

    private static boolean isNamed(LintedDocument spec, String reference) {
        String name = reference.substring(1);
        return spec.schemas().stream()
                .anyMatch(schema -> name.equals(schema.node().path("$anchor").textValue())
                        || name.equals(schema.node().path("$dynamicAnchor").textValue()));
    }
}
