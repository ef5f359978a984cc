package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.KeywordVersions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.keyword-of-other-version",
        level = Level.SHOULD,
        truth = "Keywords of schemas belong to the document's version of OpenAPI",
        source =
                "OpenAPI 3.0.3 and 3.1.0, Schema Object: 3.1 replaced nullable by the type null and flags of bounds by numbers; in 3.0 nullable has an effect only next to type",
        why =
                "Tools ignore the keyword, so the schema does not mean what it states: null is rejected, a bound is missing",
        fix = "Use the keyword of this version, or state the version whose keywords the document uses")
final class KeywordsFitVersion implements LintRule {
    private static final int LOCATIONS_NAMED = 3;

    /** What is wrong with a keyword: {@code nullable} in OpenAPI 3.1. */
    private record Misuse(String keyword, String why, String instead) {}

    @Override
    public Result on(LintedDocument spec) {
        Map<Misuse, List<JsonPointer>> found = new LinkedHashMap<>();
        for (LocatedSchema schema : spec.schemas()) {
            for (Misuse misuse : spec.isVersion30() ? in30(schema.node()) : in31(schema.node())) {
                found.computeIfAbsent(misuse, first -> new ArrayList<>()).add(schema.at());
            }
        }
        if (spec.isVersion30()) {
            nextToReference(spec, found);
        }
        return spec.schemas().isEmpty()
                ? Result.notApplicable("no schema")
                : Result.of(found.entrySet().stream()
                        .map(each -> defect(each.getKey(), each.getValue()))
                        .toList());
    }

    private static List<Misuse> in30(JsonNode schema) {
        List<Misuse> misuses = new ArrayList<>();
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KeywordVersions.isIn30(keyword)) {
                misuses.add(new Misuse(keyword, "OpenAPI 3.0 does not have it", "a keyword of OpenAPI 3.0"));
            }
        });
        for (String bound : List.of("exclusiveMinimum", "exclusiveMaximum")) {
            if (schema.path(bound).isNumber()) {
                String inclusive = bound.equals("exclusiveMinimum") ? "minimum" : "maximum";
                misuses.add(new Misuse(
                        bound,
                        "in OpenAPI 3.0 it is true or false, not a number",
                        inclusive + " and " + bound + ": true"));
            }
        }
        if (schema.path("type").isArray()) {
            misuses.add(
                    new Misuse("type", "in OpenAPI 3.0 it is one name, not a list", "one type, and nullable: true"));
        } else if (schema.path("type").asText("").equals("null")) {
            misuses.add(new Misuse("type", "OpenAPI 3.0 has no type null", "nullable: true next to another type"));
        }
        if (schema.path("nullable").asBoolean(false) && !schema.has("type")) {
            misuses.add(new Misuse(
                    "nullable",
                    "in OpenAPI 3.0 it has no effect without type in the same schema",
                    "type next to nullable"));
        }
        return misuses;
    }

    private static List<Misuse> in31(JsonNode schema) {
        List<Misuse> misuses = new ArrayList<>();
        if (schema.has("nullable")) {
            misuses.add(new Misuse("nullable", "OpenAPI 3.1 and later ignore it", "type: [..., \"null\"]"));
        }
        for (String bound : List.of("exclusiveMinimum", "exclusiveMaximum")) {
            if (schema.path(bound).isBoolean()) {
                misuses.add(new Misuse(
                        bound, "in OpenAPI 3.1 and later it is a number, not true or false", bound + ": a number"));
            }
        }
        return misuses;
    }

    /** In 3.0 everything next to a reference is ignored; {@code nullable} is what authors expect to have an effect there. */
    private static void nextToReference(LintedDocument spec, Map<Misuse, List<JsonPointer>> found) {
        Misuse misuse =
                new Misuse("nullable", "in OpenAPI 3.0 it has no effect next to $ref", "allOf with the $ref, and type");
        for (ReferenceResolver.Reference reference : spec.references().all()) {
            if (reference.role() == NodeRole.SCHEMA
                    && reference.where().node().path("nullable").asBoolean(false)) {
                found.computeIfAbsent(misuse, first -> new ArrayList<>())
                        .add(reference.where().pointer());
            }
        }
    }

    /** One defect for each keyword: a document that mixes versions usually does so everywhere. */
    private static Violation defect(Misuse misuse, List<JsonPointer> at) {
        List<String> others = at.stream()
                .skip(1)
                .limit(LOCATIONS_NAMED)
                .map(JsonPointer::toString)
                .toList();
        int more = at.size() - 1 - others.size();
        return LintRule.defect(
                        at.getFirst().appendProperty(misuse.keyword()),
                        misuse.instead(),
                        misuse.keyword(),
                        "`" + misuse.keyword() + "`: " + misuse.why() + " (" + at.size()
                                + (at.size() == 1 ? " schema)" : " schemas)"))
                .alsoAt(String.join(", ", others) + (more > 0 ? " and " + more + " more" : ""));
    }
}
