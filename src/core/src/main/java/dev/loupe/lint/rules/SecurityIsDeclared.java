package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "lint.security-declared",
        level = Level.MUST,
        truth = "A security scheme that is required is declared",
        source =
                "OpenAPI 3.0.3 and 3.1.0, Security Requirement Object: each name MUST correspond to a declared security scheme",
        why = "Which key to send, and where, is unknown",
        fix = "Declare the scheme under components/securitySchemes, or correct the name")
final class SecurityIsDeclared implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        JsonNode schemes = spec.root().path("components").path("securitySchemes");
        Set<JsonPointer> requirements = new LinkedHashSet<>();
        requirements.add(JsonPointer.compile("/security"));
        for (Operation operation : spec.operations()) {
            requirements.add(operation.pointer().appendProperty("security"));
        }
        List<Violation> violations = new ArrayList<>();
        int named = 0;
        for (JsonPointer at : requirements) {
            JsonNode alternatives = spec.root().at(at);
            for (int i = 0; i < alternatives.size(); i++) {
                for (var scheme : alternatives.path(i).properties()) {
                    named++;
                    // from OpenAPI 3.2 on, the name may be the URI of the scheme
                    if (!schemes.has(scheme.getKey())
                            && spec.references().target(scheme.getKey()).isEmpty()) {
                        violations.add(LintRule.defect(
                                at.appendIndex(i).appendProperty(scheme.getKey()),
                                "a scheme of components/securitySchemes",
                                "none of that name",
                                "security scheme " + scheme.getKey() + " is required, and not declared"));
                    }
                }
            }
        }
        return named == 0 ? Result.notApplicable("no security requirement") : Result.of(violations);
    }
}
