package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentWalk.Part;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.fields-exclude-each-other",
        level = Level.MUST,
        truth = "Fields that exclude each other are not in one object",
        source =
                "OpenAPI 3.0.3, 3.1.0 and 3.2.0: example and examples of a media type, a parameter or a header, value and externalValue of an example, operationRef and operationId of a link, and identifier and url of a license are mutually exclusive; 3.0.3: a property MUST NOT be marked as both readOnly and writeOnly",
        why = "Tools read one of the two, and not all the same one",
        fix = "Remove one of the two")
final class FieldsExcludeEachOther implements LintRule {
    private record Pair(String one, String other) {}

    private static final Pair EXAMPLES = new Pair("example", "examples");

    /** By the name of the property that holds the objects. */
    private static final Map<String, Pair> PAIRS = Map.of(
            "content", EXAMPLES,
            "parameters", EXAMPLES,
            "headers", EXAMPLES,
            "links", new Pair("operationId", "operationRef"));

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        for (Part part : spec.parts()) {
            Pair pair = part.role() == NodeRole.OBJECT ? PAIRS.get(part.holder()) : null;
            if (pair != null) {
                both(part.at(), pair, part.node().has(pair.one()) && part.node().has(pair.other()), violations);
            }
            if (EXAMPLES.equals(pair) || part.at().toString().equals("/components")) {
                part.node()
                        .path("examples")
                        .properties()
                        .forEach(example -> both(
                                part.at().then("examples").then(example.getKey()),
                                new Pair("value", "externalValue"),
                                example.getValue().has("value")
                                        && example.getValue().has("externalValue"),
                                violations));
            }
        }
        var license = spec.root().path("info").path("license");
        both(
                DocumentPointer.ROOT.then("info").then("license"),
                new Pair("identifier", "url"),
                license.has("identifier") && license.has("url"),
                violations);
        if (spec.isVersion30()) {
            for (LocatedSchema schema : spec.schemas()) {
                both(
                        schema.location(),
                        new Pair("readOnly", "writeOnly"),
                        schema.node().path("readOnly").asBoolean(false)
                                && schema.node().path("writeOnly").asBoolean(false),
                        violations);
            }
        }
        return Result.of(violations);
    }

    private static void both(DocumentPointer at, Pair pair, boolean both, List<Violation> violations) {
        if (both) {
            violations.add(LintRule.defect(
                    at.toJsonPointer(),
                    pair.one() + " or " + pair.other(),
                    "both",
                    pair.one() + " is next to " + pair.other() + ", which it excludes"));
        }
    }
}
