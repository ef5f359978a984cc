package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The document is valid OpenAPI. */
final class ValidOpenApi implements LintRule {
    /** Beyond this many the rest says nothing new. */
    private static final int MOST = 200;

    /** Keywords that only hold others together. */
    private static final Set<String> OWNED = Set.of("if", "then", "else", "allOf", "anyOf");

    /** Where lint.response-description looks. */
    private static final Pattern RESPONSE =
            Pattern.compile("/((paths|components/pathItems)/[^/]+/[a-z]+|components)/responses/[^/]+");

    /** A branch of a union, in the path of an error through the structure. */
    private static final Pattern BRANCH = Pattern.compile("(.*/(?:anyOf|oneOf))/[0-9]+/required");

    private static final Schema VERSION_30 = structure("openapi-3.0.schema.json");
    private static final Schema VERSION_31 = structure("openapi-3.1.schema.json");

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.valid-openapi",
                Level.MUST,
                "The document is valid OpenAPI",
                "OpenAPI 3.0.3 and 3.1.0: the structure of a document",
                "Strict tools refuse the document as a whole",
                "Mend the document at the place named");
    }

    @Override
    public Result on(LintedDocument spec) {
        String version = spec.root().path("openapi").asText("");
        Schema structure = version.startsWith("3.1") ? VERSION_31 : VERSION_30;
        List<Violation> violations = new ArrayList<>();
        for (Told told : told(structure.validate(spec.root()))) {
            violations.add(LintRule.defect(
                    told.at(),
                    "valid OpenAPI " + (version.isEmpty() ? "3" : version),
                    SchemaDescriptions.brief(spec.root().at(told.at())),
                    told.message()));
            if (violations.size() == MOST) {
                break;
            }
        }
        return Result.of(violations);
    }

    private record Told(JsonPointer at, String message) {}

    /** One defect for one thing that is wrong: of members of which one must be there, one sentence names them all. */
    private static List<Told> told(List<Error> errors) {
        List<Told> told = new ArrayList<>();
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
                told.removeIf(
                        earlier -> names.size() > 1 && earlier.equals(oneOf(at, names.subList(0, names.size() - 1))));
                told.add(oneOf(at, names));
            } else {
                told.add(new Told(at, error.getMessage()));
            }
        }
        return told;
    }

    /** That no branch fits is told by what is wrong with the branches. */
    private static boolean isSummary(Error error, List<Error> errors) {
        String inside = error.getEvaluationPath() + "/";
        return error.getKeyword().equals("oneOf")
                && errors.stream()
                        .anyMatch(other -> other.getInstanceLocation().equals(error.getInstanceLocation())
                                && other.getEvaluationPath().toString().startsWith(inside));
    }

    private static Told oneOf(JsonPointer at, List<String> names) {
        return new Told(
                at,
                names.size() == 1
                        ? "required property " + names.getFirst() + " not found"
                        : "none of the properties " + String.join(", ", names) + " found, of which one is required");
    }

    /** What a rule of its own says better. */
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
        try (InputStream in = Objects.requireNonNull(ValidOpenApi.class.getResourceAsStream(resource), resource)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
