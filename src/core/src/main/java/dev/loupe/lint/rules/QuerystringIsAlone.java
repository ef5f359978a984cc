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
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "lint.querystring-alone",
        level = Level.MUST,
        truth = "A querystring parameter is the only parameter of the query",
        source =
                "OpenAPI 3.2.0, Parameter Object: querystring MUST NOT appear more than once, and MUST NOT appear together with query",
        why = "Clients cannot write one query string from both",
        fix = "Declare one querystring parameter, or query parameters only")
final class QuerystringIsAlone implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int found = 0;
        for (Operation operation : spec.operations()) {
            List<Located> whole = parameters(spec, operation, "querystring");
            found += whole.size();
            int others = parameters(spec, operation, "query").size();
            if (whole.size() > 1 || (whole.size() == 1 && others > 0)) {
                violations.add(LintRule.defect(
                        whole.getLast().pointer(),
                        "the only parameter of the query",
                        whole.size() + " querystring, " + others + " query",
                        operation + " has " + whole.size() + " querystring and " + others + " query parameters"));
            }
        }
        return found == 0 ? Result.notApplicable("no querystring parameter") : Result.of(violations);
    }

    private static List<Located> parameters(LintedDocument spec, Operation operation, String in) {
        List<Located> found = new ArrayList<>();
        for (JsonPointer holder : List.of(operation.itemAt().toJsonPointer(), operation.pointer())) {
            JsonPointer list = holder.appendProperty("parameters");
            JsonNode parameters = spec.root().at(list);
            for (int i = 0; i < parameters.size(); i++) {
                spec.references()
                        .follow(list.appendIndex(i))
                        .filter(parameter ->
                                parameter.node().path("in").asText("").equals(in))
                        .ifPresent(found::add);
            }
        }
        return found;
    }
}
