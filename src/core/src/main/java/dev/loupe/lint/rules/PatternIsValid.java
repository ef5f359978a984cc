package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.EcmaRegexSyntax;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.pattern-valid",
        level = Level.SHOULD,
        truth = "A pattern is a regular expression",
        source =
                "OpenAPI 3.0.3, Schema Object, and JSON Schema: a pattern SHOULD be a valid regular expression of ECMA-262",
        why = "Validators reject the schema or ignore the pattern",
        fix = "Correct the pattern; flags and other extensions of Java, Python or PCRE are not ECMA-262")
final class PatternIsValid implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int patterns = 0;
        for (LocatedSchema schema : spec.schemas()) {
            for (Map.Entry<JsonPointer, String> pattern : patterns(schema).entrySet()) {
                patterns++;
                EcmaRegexSyntax.error(pattern.getValue())
                        .ifPresent(error -> violations.add(LintRule.defect(
                                pattern.getKey(),
                                "a regular expression of ECMA-262",
                                SchemaDescriptions.brief(pattern.getValue()),
                                "the pattern of " + SchemaDescriptions.name(schema) + " is no regular expression: "
                                        + error)));
            }
        }
        return patterns == 0 ? Result.notApplicable("no pattern") : Result.of(violations);
    }

    private static Map<JsonPointer, String> patterns(LocatedSchema schema) {
        Map<JsonPointer, String> patterns = new LinkedHashMap<>();
        JsonNode pattern = schema.node().path("pattern");
        if (pattern.isTextual()) {
            patterns.put(schema.at().appendProperty("pattern"), pattern.textValue());
        }
        schema.node()
                .path("patternProperties")
                .fieldNames()
                .forEachRemaining(name -> patterns.put(
                        schema.at().appendProperty("patternProperties").appendProperty(name), name));
        return patterns;
    }
}
