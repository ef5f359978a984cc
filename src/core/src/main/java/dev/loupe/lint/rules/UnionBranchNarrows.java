package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "lint.union-branch-accepts-anything",
        level = Level.SHOULD,
        truth = "No branch of a union accepts every value",
        source = "JSON Schema: a schema without a validation keyword accepts every value",
        why = "The other branches have no effect: every value is valid",
        fix = "Give the branch a type; for null in OpenAPI 3.0 add nullable: true to a branch with a type")
final class UnionBranchNarrows implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int unions = 0;
        for (LocatedSchema schema : spec.schemas()) {
            for (String union : List.of("anyOf", "oneOf")) {
                JsonNode branches = schema.node().path(union);
                unions += branches.isArray() ? 1 : 0;
                for (int i = 0; i < branches.size(); i++) {
                    if (new LocatedSchema(schema.location(), "", branches.get(i), schema.use()).acceptsAnything()) {
                        violations.add(LintRule.defect(
                                schema.at().appendProperty(union).appendIndex(i),
                                "a branch with a validation keyword",
                                branches.get(i).toString(),
                                SchemaDescriptions.name(schema) + " has a branch of " + union
                                        + " that accepts every value"));
                    }
                }
            }
        }
        return unions == 0 ? Result.notApplicable("no union") : Result.of(violations);
    }
}
