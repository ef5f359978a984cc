package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;

/** Every reference leads into the document, of which referenced files are a part; the targets of others are not read. */
@CheckDescription(
        id = "lint.reference-inside",
        level = Level.INFO,
        truth = "Every reference is one that Loupe follows",
        source =
                "Derived: Loupe follows JSON pointers in the document and in files of its folder; other references are legal OpenAPI",
        why = "The target of such a reference is not checked, neither by lint nor when responses are validated",
        fix = "Bundle the documents into one, and lint it")
final class ReferencesAreLocal implements LintRule {
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
                        "reference " + reference.ref() + " is not followed, so its target is not checked"));
            }
        }
        return all.isEmpty() ? Result.notApplicable("no reference") : Result.of(violations);
    }

    /** To another document, or by the base URI or the anchor that OpenAPI 3.1 allows. */
    static boolean isOutside(LintedDocument spec, ReferenceResolver.Reference reference) {
        if (!reference.ref().startsWith("#")) {
            return true;
        }
        boolean pointer = reference.ref().equals("#") || reference.ref().startsWith("#/");
        return !spec.isVersion30()
                && (pointer
                        ? ReferenceResolver.hasOwnBase(
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
