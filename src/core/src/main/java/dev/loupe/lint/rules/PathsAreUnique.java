package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.path-once",
        level = Level.MUST,
        truth = "No two paths differ by the names of their parameters alone",
        source = "OpenAPI 3.0.3 and 3.1.0, Paths Object: such templated paths MUST NOT exist as they are identical",
        why = "A request matches both, so its operation is ambiguous",
        fix = "Merge them into one path")
final class PathsAreUnique implements LintRule {
    /** The path without the names of its parameters. */
    static String nameless(String path) {
        return path.replaceAll("\\{[^{}]*}", "{}");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        spec.root().path("paths").properties().forEach(entry -> {
            String path = entry.getKey();
            String first = path.contains("{") ? seen.putIfAbsent(nameless(path), path) : null;
            if (first != null) {
                violations.add(LintRule.defect(
                        JsonPointer.compile("/paths").appendProperty(path),
                        "one path for each template",
                        "the same as " + first,
                        path + " is the same path as " + first));
            }
        });
        return seen.isEmpty() ? Result.notApplicable("no path with a parameter") : Result.of(violations);
    }
}
