package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.UrlTemplate;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

@CheckDescription(
        id = "lint.path-parameters",
        level = Level.MUST,
        truth = "A path and its parameters name each other",
        source =
                "OpenAPI 3.0.3 and 3.1.0, Path Templating and Parameter Object: each template expression MUST correspond to a path parameter, and its name to an expression; 3.2.0: no expression more than once",
        why = "Generated clients cannot fill the path, or require a value that is not used",
        fix = "Declare the parameter, remove it, or correct the name")
final class PathParametersMatch implements LintRule {
    /** The path parameters of an operation by name; empty when one of its parameters cannot be read. */
    private static Optional<Map<String, JsonPointer>> declared(LintedDocument spec, Operation operation) {
        Map<String, JsonPointer> declared = new LinkedHashMap<>();
        for (JsonPointer holder : List.of(operation.itemAt().toJsonPointer(), operation.pointer())) {
            JsonPointer list = holder.appendProperty("parameters");
            JsonNode parameters = spec.root().at(list);
            for (int i = 0; i < parameters.size(); i++) {
                Optional<ReferenceResolver.Located> parameter =
                        spec.references().follow(list.appendIndex(i));
                if (parameter.isEmpty()) {
                    return Optional.empty();
                }
                JsonNode node = parameter.get().node();
                if (node.path("in").asText("").equals("path")) {
                    declared.put(node.path("name").asText(""), list.appendIndex(i));
                }
            }
        }
        return Optional.of(declared);
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        Level twice = spec.root().path("openapi").asText("").startsWith("3.2") ? Level.MUST : Level.SHOULD;
        int checked = 0;
        int unknown = 0;
        for (Operation operation : spec.operations()) {
            List<String> expressions = UrlTemplate.names(operation.path());
            Set<String> named = new TreeSet<>(expressions);
            if (paths.add(operation.path())) {
                template(operation, expressions.size() > named.size(), twice, violations);
            }
            Optional<Map<String, JsonPointer>> declared = declared(spec, operation);
            unknown += declared.isEmpty() ? 1 : 0;
            checked += named.isEmpty() && declared.map(Map::isEmpty).orElse(true) ? 0 : 1;
            declared.ifPresent(parameters -> compare(operation, named, parameters, violations));
        }
        if (violations.isEmpty() && unknown > 0) {
            return Result.notRecorded("a parameter is a reference that has no target in this document");
        }
        return checked == 0 ? Result.notApplicable("no path parameter") : Result.of(violations);
    }

    private static void template(Operation operation, boolean repeated, Level twice, List<Violation> violations) {
        String path = operation.path();
        String rest = UrlTemplate.rest(path);
        if (rest.contains("{") || rest.contains("}")) {
            violations.add(LintRule.defect(
                    operation.itemAt().toJsonPointer(),
                    "{name}",
                    path,
                    "path " + path + " has a brace without its counterpart"));
        }
        if (repeated) {
            violations.add(LintRule.defect(
                            operation.itemAt().toJsonPointer(),
                            "each expression once",
                            path,
                            "path " + path + " has an expression twice")
                    .atMost(twice));
        }
    }

    private static void compare(
            Operation operation, Set<String> named, Map<String, JsonPointer> declared, List<Violation> violations) {
        for (String name : named) {
            if (!declared.containsKey(name)) {
                violations.add(LintRule.defect(
                        operation.pointer(),
                        "a path parameter " + name,
                        "none",
                        operation + " does not declare the parameter " + name + " of its path"));
            }
        }
        declared.forEach((name, at) -> {
            if (!named.contains(name)) {
                violations.add(LintRule.defect(
                        at,
                        "{" + name + "} in the path",
                        operation.path(),
                        "path parameter " + name + " is not in the path " + operation.path()));
            }
        });
    }
}
