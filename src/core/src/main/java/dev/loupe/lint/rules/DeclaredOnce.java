package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentWalk.Part;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "lint.declared-once",
        level = Level.MUST,
        truth = "A parameter is declared once in a list, and a tag once in the document",
        source =
                "OpenAPI 3.0.3, Operation Object and Path Item Object: the list MUST NOT include duplicated parameters; OpenAPI Object: each tag name in the list MUST be unique",
        why = "Tools keep one of the two declarations, and not all the same one",
        fix = "Remove one of the two, or correct its name")
final class DeclaredOnce implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        for (Part part : spec.parts()) {
            if (part.node().isArray() && part.at().last().equals("parameters")) {
                parameters(spec, part, violations);
            }
        }
        Set<String> tags = new HashSet<>();
        JsonNode declared = spec.root().path("tags");
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i).path("name").textValue();
            if (name != null && !tags.add(name)) {
                DocumentPointer at = DocumentPointer.ROOT.then("tags").then(i);
                violations.add(twice(at, "tag " + name));
            }
        }
        return Result.of(violations);
    }

    private static void parameters(LintedDocument spec, Part list, List<Violation> violations) {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < list.node().size(); i++) {
            DocumentPointer at = list.at().then(i);
            if (spec.references().follow(list.node().get(i), at) instanceof Target.Found parameter) {
                String name = parameter.node().path("name").asText("");
                String in = parameter.node().path("in").asText("");
                if (!name.isEmpty() && !seen.add(List.of(name, in))) {
                    violations.add(twice(at, "parameter " + name + " in " + in));
                }
            }
        }
    }

    private static Violation twice(DocumentPointer at, String what) {
        return LintRule.defect(at.toJsonPointer(), "one declaration", "two", what + " is declared twice in this list");
    }
}
