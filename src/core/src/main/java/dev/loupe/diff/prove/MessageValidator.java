package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import dev.loupe.diff.compare.InvalidSchemaException;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.schema.StepKeyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value against the whole schema of a message with json-schema-validator, independent of the comparison.
 */
public final class MessageValidator {
    /** A branch whose distinguishing property, such as {@code role}, has another value. */
    private static final Pattern OTHER_BRANCH =
            Pattern.compile("(.*/(?:oneOf|anyOf)/\\d+)(?:/\\$ref|/allOf/\\d+)*/properties/[^/]+/(?:enum|const)");

    private final JsonNode document;
    /** Schemas of all messages compiled at a time; each takes kilobytes. */
    private static final int MOST_COMPILED = 50_000;

    private static final int COMPILATION_STEPS = 10;

    /** Errors of one validation that are compared to find the most relevant one. */
    private static final int MOST_ERRORS = 1_000;

    private final StepLimit steps;
    private final WorkBudget budget;
    private int compiledSchemas;
    private @Nullable SchemaRegistry registry;
    private final Map<MessageDirection, Map<SchemaRef, Schema>> compiled = new EnumMap<>(MessageDirection.class);

    /**
     * Creates a validator.
     *
     * @param budget of all validations together
     */
    public MessageValidator(JsonNode document, WorkBudget budget) {
        this.document = document;
        this.budget = budget;
        this.steps = new StepLimit(budget);
    }

    /** Created on first use: most comparisons need none, and it loads a quarter of all classes. */
    private SchemaRegistry registry() {
        SchemaRegistry made = registry;
        if (made == null) {
            SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ROOT)
                    .regularExpressionFactory(BoundedPattern.STRICT)
                    .build();
            Dialect counting = Dialect.builder(Dialects.getDraft202012())
                    .keyword(new StepKeyword(steps::step))
                    .build();
            made = SchemaRegistry.withDialect(counting, builder -> builder.schemaRegistryConfig(config));
            registry = made;
        }
        return made;
    }

    /**
     * The result of a validation.
     *
     * @param message the most relevant error, empty when the value is valid
     * @param near true when an error is at the location in question
     * @param severalBranches true when several branches of a oneOf match
     */
    public record ValidationResult(boolean valid, String message, boolean near, boolean severalBranches) {}

    /**
     * Validates a value.
     *
     * @param at the location in question in the value, as a JSON pointer
     */
    public ValidationResult validate(SchemaRef root, MessageDirection direction, JsonNode value, String at) {
        List<Error> errors;
        try {
            steps.restart();
            // targets of references are compiled when the validation reaches them
            errors = compiled(root, direction).validate(value);
        } catch (StackOverflowError endless) {
            throw new BoundedPattern.Undecided(
                    "infinite $ref cycle: the schema refers to itself without descending into the instance");
        } catch (SchemaException unusable) {
            throw unusable(root, direction, unusable);
        }
        if (errors.size() > MOST_ERRORS) {
            budget.take(errors.size());
            errors = errors.subList(0, MOST_ERRORS);
        }
        if (errors.isEmpty()) {
            return new ValidationResult(true, "", false, false);
        }
        boolean isNear = errors.stream().anyMatch(each -> near(each, at));
        boolean several = errors.stream().anyMatch(MessageValidator::several);
        return new ValidationResult(false, message(errors, at), isNear, several);
    }

    private Schema compiled(SchemaRef root, MessageDirection direction) {
        Map<SchemaRef, Schema> known = compiled.computeIfAbsent(direction, any -> new HashMap<>());
        Schema schema = known.get(root);
        if (schema == null) {
            JsonSchemaExport export = new JsonSchemaExport(document, direction);
            JsonNode exported = export.schema(root);
            if (export.schemas() > MOST_COMPILED) {
                throw new BoundedPattern.Undecided(
                        "the schema of the message has more than " + MOST_COMPILED + " schemas");
            }
            if (!budget.take((long) COMPILATION_STEPS * export.schemas())) {
                throw new BoundedPattern.Undecided(WitnessSearch.USED_UP);
            }
            compiledSchemas += export.schemas();
            if (compiledSchemas > MOST_COMPILED) {
                compiled.values().forEach(Map::clear);
                compiledSchemas = export.schemas();
            }
            schema = registry().getSchema(exported);
            known.put(root, schema);
        }
        return schema;
    }

    /** Names the keyword with the invalid value. Without one, the validator has a limit that the spec need not know. */
    private RuntimeException unusable(SchemaRef root, MessageDirection direction, SchemaException failure) {
        List<InvalidSchemaException> malformed = new ArrayList<>();
        new JsonSchemaExport(document, direction)
                .malformed(root, (problem, at) -> malformed.add(new InvalidSchemaException(document, at, problem)));
        return malformed.isEmpty()
                ? new BoundedPattern.Undecided("the validator cannot read the schema: " + failure.getMessage())
                : malformed.getFirst();
    }

    private static boolean several(Error error) {
        if (!"oneOf".equals(error.getKeyword())) {
            return false;
        }
        Object[] arguments = error.getArguments();
        return arguments != null && arguments.length > 0 && !"0".equals(String.valueOf(arguments[0]));
    }

    /**
     * The most relevant error: at the location in question and in a branch that the value is meant for, else the
     * deepest one.
     */
    private static String message(List<Error> errors, String at) {
        Set<String> foreign = new HashSet<>();
        for (Error each : errors) {
            Matcher mark = OTHER_BRANCH.matcher(path(each));
            if (mark.matches()) {
                foreign.add(mark.group(1));
            }
        }
        Predicate<Error> near = each -> near(each, at);
        Predicate<Error> meant =
                each -> foreign.stream().noneMatch(branch -> path(each).startsWith(branch + "/"));
        Error best = errors.stream()
                .max(Comparator.comparing((Error each) -> near.and(meant).test(each))
                        .thenComparing(near::test)
                        .thenComparing(meant::test)
                        .thenComparing(each -> each.getInstanceLocation().getNameCount()))
                .orElseThrow();
        String where = location(best);
        return (where.isEmpty() ? "" : where + ": ") + best.getMessage();
    }

    private static boolean near(Error error, String at) {
        return location(error).equals(at) || location(error).startsWith(at + "/");
    }

    private static String path(Error error) {
        return String.valueOf(error.getEvaluationPath());
    }

    private static String location(Error error) {
        return String.valueOf(error.getInstanceLocation());
    }
}
