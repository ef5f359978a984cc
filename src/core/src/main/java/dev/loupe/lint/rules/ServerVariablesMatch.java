package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentWalk.Part;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.UrlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

@CheckDescription(
        id = "lint.server-variables",
        level = Level.MUST,
        truth = "The variables of a server's URL are declared, and a default is one of the enum",
        source =
                "OpenAPI 3.1.0, Server Variable Object: if the enum is defined, the value MUST exist in the enum's values (3.0.3: SHOULD); Server Object: a map between a variable name and its value (a SHOULD)",
        why = "A client cannot make the URL of the server, or makes one that the document excludes",
        fix = "Declare the variable, or correct the default")
final class ServerVariablesMatch implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int variables = 0;
        for (Part part : spec.parts()) {
            String url =
                    part.holder().equals("servers") ? part.node().path("url").textValue() : null;
            if (url == null) {
                continue;
            }
            JsonNode declared = part.node().path("variables");
            for (String name : new TreeSet<>(UrlTemplate.names(url))) {
                variables++;
                if (!declared.has(name)) {
                    violations.add(LintRule.defect(
                                    part.at().then("url").toJsonPointer(),
                                    "a variable " + name,
                                    "none",
                                    "server " + url + " has the variable " + name + ", which is not declared")
                            .atMost(Level.SHOULD));
                }
            }
            for (var variable : declared.properties()) {
                JsonNode values = variable.getValue().path("enum");
                JsonNode value = variable.getValue().path("default");
                if (values.isArray() && !values.isEmpty() && value.isTextual() && !contains(values, value)) {
                    violations.add(LintRule.defect(
                                    part.at()
                                            .then("variables")
                                            .then(variable.getKey())
                                            .then("default")
                                            .toJsonPointer(),
                                    "one of " + values,
                                    value.toString(),
                                    "the default of the variable " + variable.getKey() + " is " + value
                                            + ", which is not in its enum")
                            .atMost(spec.isVersion30() ? Level.SHOULD : Level.MUST));
                }
            }
        }
        return variables == 0 && violations.isEmpty()
                ? Result.notApplicable("no variable in the URL of a server")
                : Result.of(violations);
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
