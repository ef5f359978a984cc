package dev.loupe.lint;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The document is valid OpenAPI. */
final class ValidOpenApi implements LintRule {
    /** Beyond this many the rest says nothing new. */
    private static final int MOST = 200;

    /** Keywords that only hold others together. */
    private static final Set<String> OWNED = Set.of("if", "then", "else", "allOf", "anyOf");

    private static final Schema VERSION_30 = structure("openapi-3.0.schema.json");
    private static final Schema VERSION_31 = structure("openapi-3.1.schema.json");

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.valid-openapi",
                Level.MUST,
                "The document is valid OpenAPI",
                "OpenAPI 3.0.3 and 3.1.0: the structure of a document, and its rules on operationId, security requirements, path templates and patterns",
                "Strict tools refuse the document as a whole",
                "Mend the document at the place named");
    }

    @Override
    public Result on(Spec spec) {
        String version = spec.root().path("openapi").asText("");
        Schema structure = version.startsWith("3.1") ? VERSION_31 : VERSION_30;
        List<Violation> violations = new ArrayList<>();
        for (Error error : structure.validate(spec.root())) {
            JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
            if (OWNED.contains(error.getKeyword()) || isOwnedElsewhere(error, at)) {
                continue;
            }
            violations.add(LintRule.defect(
                    at,
                    "valid OpenAPI " + (version.isEmpty() ? "3" : version),
                    SchemaWords.brief(spec.root().at(at)),
                    error.getMessage()));
            if (violations.size() == MOST) {
                break;
            }
        }
        violations.addAll(Agreement.brokenIn(spec));
        return Result.of(violations.subList(0, Math.min(MOST, violations.size())));
    }

    /** What a rule of its own says better. */
    private static boolean isOwnedElsewhere(Error error, JsonPointer at) {
        boolean wrongRequired = at.last() != null && at.last().matchesProperty("required");
        boolean noDescription =
                "description".equals(error.getProperty()) && at.toString().contains("/responses/");
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
