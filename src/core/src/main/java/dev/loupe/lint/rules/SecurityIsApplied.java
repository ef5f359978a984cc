package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "lint.security-applied",
        level = Level.SHOULD,
        truth = "A security scheme that is declared is applied",
        source =
                "OpenAPI 3.0.3, Security Requirement Object: a scheme has an effect only where an operation or the document requires it",
        why = "The contract requires no key, so generated clients send none",
        fix = "Add security to the document or to its operations")
final class SecurityIsApplied implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        JsonNode schemes = spec.root().path("components").path("securitySchemes");
        if (schemes.isEmpty()) {
            return Result.notApplicable("no security scheme");
        }
        Set<String> applied = new HashSet<>();
        // of operations at any location: in paths, webhooks, callbacks, components
        spec.root().findValues("security").forEach(requirements -> collect(requirements, applied));
        List<Violation> violations = new ArrayList<>();
        schemes.properties().forEach(scheme -> {
            if (!applied.contains(scheme.getKey())) {
                violations.add(LintRule.defect(
                        JsonPointer.compile("/components/securitySchemes").appendProperty(scheme.getKey()),
                        "an operation that requires it",
                        "none",
                        "security scheme " + scheme.getKey() + " is declared, and no operation requires it"));
            }
        });
        return violations.isEmpty() || spec.isResolvable(JsonPointer.compile("/paths"))
                ? Result.of(violations)
                : Result.notRecorded("an operation behind a reference that is not followed may require the scheme");
    }

    private static void collect(JsonNode requirements, Set<String> applied) {
        requirements.forEach(one -> one.properties().forEach(scheme -> applied.add(scheme.getKey())));
    }
}
