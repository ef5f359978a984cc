package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
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
import java.util.function.Supplier;
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
    /** Schemas of all messages compiled at a time. */
    private static final int MOST_COMPILED = JsonSchemaExport.MOST_SCHEMAS;

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
            made = SchemaRegistry.withDialect(
                    StepKeyword.dialect(steps::step).build(), builder -> builder.schemaRegistryConfig(config));
            registry = made;
        }
        return made;
    }

    /**
     * The result of a validation.
     *
     * @param reason writes the most relevant error, empty when the value is valid; the paths of many errors are long
     * @param near true when an error is at the location in question
     * @param severalBranches true when several branches of a oneOf match
     */
    public record ValidationResult(boolean valid, Supplier<String> reason, boolean near, boolean severalBranches) {
        public String message() {
            return reason.get();
        }
    }

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
            return new ValidationResult(true, () -> "", false, false);
        }
        boolean isNear = errors.stream().anyMatch(each -> near(each, at));
        boolean several = errors.stream().anyMatch(MessageValidator::several);
        List<Error> compared = errors;
        return new ValidationResult(false, () -> message(compared, at), isNear, several);
    }

    private Schema compiled(SchemaRef root, MessageDirection direction) {
        Map<SchemaRef, Schema> known = compiled.computeIfAbsent(direction, any -> new HashMap<>());
        Schema schema = known.get(root);
        if (schema == null) {
            JsonSchemaExport export = new JsonSchemaExport(document, direction);
            JsonNode exported = export.schema(root);
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
        List<String> paths = new ArrayList<>();
        Set<String> foreign = new HashSet<>();
        for (Error each : errors) {
            String path = String.valueOf(each.getEvaluationPath());
            paths.add(path);
            if (path.endsWith("/enum") || path.endsWith("/const")) {
                Matcher mark = OTHER_BRANCH.matcher(path);
                if (mark.matches()) {
                    foreign.add(mark.group(1));
                }
            }
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < errors.size(); i++) {
            Error each = errors.get(i);
            ranked.add(new Ranked(each, near(each, at), isMeant(paths.get(i), foreign)));
        }
        Error best = ranked.stream()
                .max(Comparator.comparing((Ranked each) -> each.near() && each.meant())
                        .thenComparing(Ranked::near)
                        .thenComparing(Ranked::meant)
                        .thenComparing(
                                each -> each.error().getInstanceLocation().getNameCount()))
                .orElseThrow()
                .error();
        String where = location(best);
        return (where.isEmpty() ? "" : where + ": ") + best.getMessage();
    }

    /** An error with what its rank depends on. Paths are long, so each is written once. */
    private record Ranked(Error error, boolean near, boolean meant) {}

    /** Whether no branch around the error is meant for another value. */
    private static boolean isMeant(String path, Set<String> foreign) {
        if (foreign.isEmpty()) {
            return true;
        }
        for (int end = path.indexOf('/', 1); end >= 0; end = path.indexOf('/', end + 1)) {
            if (foreign.contains(path.substring(0, end))) {
                return false;
            }
        }
        return true;
    }

    private static boolean near(Error error, String at) {
        return location(error).equals(at) || location(error).startsWith(at + "/");
    }

    private static String location(Error error) {
        return String.valueOf(error.getInstanceLocation());
    }
}
