package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@CheckDescription(
        id = "lint.limit-may-be-fractional",
        level = Level.SHOULD,
        truth = "A limit on tokens in a request is an integer",
        source = "A limit on a count is a count",
        why = "1.5 tokens is valid, and generated clients get a floating-point parameter",
        fix = "Declare it as integer")
final class LimitIsInteger implements LintRule {
    private static final Set<String> LIMITS =
            Set.of("max_tokens", "max_completion_tokens", "max_output_tokens", "max_new_tokens");

    @Override
    public Result on(LintedDocument spec) {
        List<LocatedSchema> limits = spec.schemas().stream()
                .filter(schema -> schema.use() == LocatedSchema.Use.REQUEST && LIMITS.contains(schema.name()))
                .toList();
        return LintRule.judge(limits, "no limit on tokens", LimitIsInteger::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        return schema.isType("number") && !schema.node().has("multipleOf")
                ? Optional.of(LintRule.defect(
                        schema.at(),
                        "type integer",
                        "type number",
                        SchemaDescriptions.name(schema) + " may be fractional"))
                : Optional.empty();
    }
}
