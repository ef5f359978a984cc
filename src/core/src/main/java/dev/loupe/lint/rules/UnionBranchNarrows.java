package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.List;

/** No branch of a union accepts everything. */
final class UnionBranchNarrows implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.union-branch-accepts-anything",
                Level.SHOULD,
                "No branch of a union accepts everything",
                "JSON Schema: a schema without a keyword that constrains accepts every value",
                "Beside a branch that accepts everything no other branch can forbid anything: a wrong value is documented as right",
                "Give the branch a type; for null in OpenAPI 3.0 put nullable: true beside a type");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int unions = 0;
        for (LocatedSchema schema : spec.schemas()) {
            for (String union : List.of("anyOf", "oneOf")) {
                JsonNode branches = schema.node().path(union);
                unions += branches.isArray() ? 1 : 0;
                for (int i = 0; i < branches.size(); i++) {
                    if (new LocatedSchema(schema.at(), "", branches.get(i), schema.use()).acceptsAnything()) {
                        violations.add(LintRule.defect(
                                schema.at().appendProperty(union).appendIndex(i),
                                "a branch that forbids something",
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
