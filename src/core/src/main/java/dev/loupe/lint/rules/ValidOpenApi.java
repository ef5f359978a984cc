package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import dev.loupe.text.ResourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@CheckDescription(
        id = "lint.valid-openapi",
        level = Level.MUST,
        truth = "The document is valid OpenAPI",
        source = "OpenAPI 3.0.3, 3.1.0 and 3.2.0: the structure of a document",
        why = "Strict tools reject the document as a whole",
        fix = "Correct the document at this location")
final class ValidOpenApi implements LintRule {
    /** More errors than this add nothing. */
    private static final int MOST = 200;

    /** Keywords that only combine others. */
    private static final Set<String> OWNED = Set.of("if", "then", "else", "allOf", "anyOf");

    /** The locations that lint.response-description checks. */
    private static final Pattern RESPONSE =
            Pattern.compile("/((paths|components/pathItems)/[^/]+/[a-z]+|components)/responses/[^/]+");

    /** A branch of a union, in the evaluation path of an error. */
    private static final Pattern BRANCH = Pattern.compile("(.*/(?:anyOf|oneOf))/[0-9]+/required");

    private static final Schema VERSION_30 = structure("openapi-3.0.schema.json");
    private static final Schema VERSION_31 = structure("openapi-3.1.schema.json");
    private static final Schema VERSION_32 = structure("openapi-3.2.schema.json");

    @Override
    public Result on(LintedDocument spec) {
        String version = spec.root().path("openapi").asText("");
        Schema structure = version.startsWith("3.2") ? VERSION_32 : version.startsWith("3.1") ? VERSION_31 : VERSION_30;
        List<Violation> violations = new ArrayList<>();
        for (StructureError error : errors(structure.validate(spec.root()))) {
            violations.add(LintRule.defect(
                    error.at(),
                    "valid OpenAPI " + (version.isEmpty() ? "3" : version),
                    SchemaDescriptions.brief(spec.root().at(error.at())),
                    error.message()));
            if (violations.size() == MOST) {
                break;
            }
        }
        return Result.of(violations);
    }

    private record StructureError(JsonPointer at, String message) {}

    /** One defect for each error; alternatives of which one is required are one defect that names them all. */
    private static List<StructureError> errors(List<Error> errors) {
        List<StructureError> found = new ArrayList<>();
        Map<String, List<String>> choices = new HashMap<>();
        for (Error error : errors) {
            JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
            if (OWNED.contains(error.getKeyword()) || isOwnedElsewhere(error, at) || isSummary(error, errors)) {
                continue;
            }
            Matcher branch = BRANCH.matcher(error.getEvaluationPath().toString());
            if (branch.matches() && error.getProperty() != null) {
                List<String> names = choices.computeIfAbsent(at + " " + branch.group(1), first -> new ArrayList<>());
                names.add("'" + error.getProperty() + "'");
                found.removeIf(
                        earlier -> names.size() > 1 && earlier.equals(oneOf(at, names.subList(0, names.size() - 1))));
                found.add(oneOf(at, names));
            } else {
                found.add(new StructureError(at, error.getMessage()));
            }
        }
        return found;
    }

    /** The errors of the branches say why no branch matches. */
    private static boolean isSummary(Error error, List<Error> errors) {
        String inside = error.getEvaluationPath() + "/";
        return error.getKeyword().equals("oneOf")
                && errors.stream()
                        .anyMatch(other -> other.getInstanceLocation().equals(error.getInstanceLocation())
                                && other.getEvaluationPath().toString().startsWith(inside));
    }

    private static StructureError oneOf(JsonPointer at, List<String> names) {
        return new StructureError(
                at,
                names.size() == 1
                        ? "required property " + names.getFirst() + " not found"
                        : "none of the properties " + String.join(", ", names) + " found, of which one is required");
    }

    /** What another rule reports with a better message. */
    private static boolean isOwnedElsewhere(Error error, JsonPointer at) {
        boolean wrongRequired = at.last() != null && at.last().matchesProperty("required");
        boolean noDescription = "description".equals(error.getProperty())
                && RESPONSE.matcher(at.toString()).matches();
        return switch (error.getKeyword()) {
            case "type" -> wrongRequired;
            case "required" -> noDescription;
            default -> false;
        };
    }

    private static Schema structure(String resource) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ResourceText.of(ValidOpenApi.class, resource), InputFormat.JSON);
    }
}
