package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.NodeRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The schemas of one document, each compiled on first use. Safe to share between threads. */
public final class CompiledSchemas {
    private static final String IRI = "https://loupe.invalid/contract";

    /** Bounds such as 0.1 stay 0.1. */
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The document is compiled as one schema; its own properties are no keywords and must not cause warnings. */
    private static final Dialect DIALECT = StepKeyword.dialect(ValidationSteps::step)
            .keywords(Stream.of(
                            "openapi",
                            "$self",
                            "info",
                            "servers",
                            "paths",
                            "webhooks",
                            "components",
                            "security",
                            "tags")
                    .<Keyword>map(NonValidationKeyword::new)
                    .toList())
            .build();

    private final JsonNode document;
    private final ObjectNode plain;
    private final List<JsonPointer> circular;
    private final SchemaRegistry registry;
    private final ValidationCacheKey outlines;
    private final Map<JsonPointer, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(Schema schema, ValidationCache cache) {}

    CompiledSchemas(JsonNode document) {
        this(
                document,
                JsonSchemaConversion.of(document),
                NodeRole.OBJECT,
                DIALECT,
                config ->
                        config.regularExpressionFactory(BoundedPattern.FACTORY).formatAssertionsEnabled(false));
    }

    private CompiledSchemas(
            JsonNode document,
            ObjectNode plain,
            NodeRole role,
            Dialect dialect,
            UnaryOperator<SchemaRegistryConfig.Builder> settings) {
        this.document = document;
        this.plain = plain;
        this.circular = InfiniteRefCycles.in(plain, role);
        this.outlines = new ValidationCacheKey(plain);
        this.registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(
                        settings.apply(SchemaRegistryConfig.builder().locale(Locale.ROOT))
                                .build())
                // nothing is fetched: every $ref has its target in this document
                .resourceLoaders(loaders -> loaders.values(List::clear))
                .nodeReader(reader -> reader.jsonMapper(EXACT))
                .schemas(Map.of(IRI, plain.toString())));
    }

    /**
     * One JSON Schema of its own, such as the parameters of a tool; {@code nullable} accepts null.
     *
     * @param patterns evaluates the regular expressions of the schema
     * @param formats the formats that are validated, by name; all others are annotations
     */
    public static CompiledSchemas standalone(
            ObjectNode schema, RegularExpressionFactory patterns, Map<String, Pattern> formats) {
        Dialect dialect = Dialect.builder(DIALECT)
                .formats(known -> {
                    known.clear();
                    formats.forEach((name, pattern) -> known.put(name, new NamedFormat(name, pattern)));
                })
                .build();
        return new CompiledSchemas(
                schema,
                JsonSchemaConversion.ofSchema(schema),
                NodeRole.SCHEMA,
                dialect,
                config -> config.regularExpressionFactory(patterns).formatAssertionsEnabled(true));
    }

    private record NamedFormat(String name, Pattern pattern) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return pattern.matcher(value).matches();
        }
    }

    /** The violations by a value of a schema of its own. */
    public List<InstanceViolation> validateStandalone(JsonNode value) {
        if (!circular.isEmpty()) {
            throw new BoundedPattern.Undecided(
                    "infinite $ref cycle: the schema refers to itself without descending into the instance");
        }
        return validateAfresh(JsonPointer.empty(), value);
    }

    public JsonNode document() {
        return document;
    }

    /** The schemas that cannot be validated against: validation would not terminate. */
    List<JsonPointer> circular() {
        return circular;
    }

    /**
     * The violations of the schema at this location by a value.
     *
     * @throws BoundedPattern.Undecided when the schema is too large, or it or a pattern needs too many steps on the value
     */
    public List<InstanceViolation> validate(JsonPointer schemaAt, JsonNode value) {
        Compiled at = compiled.computeIfAbsent(schemaAt, this::compile);
        return at.cache().violations(value, () -> find(schemaAt, at.schema(), value));
    }

    /** The same without the cache. */
    List<InstanceViolation> validateAfresh(JsonPointer schemaAt, JsonNode value) {
        return find(schemaAt, compiled.computeIfAbsent(schemaAt, this::compile).schema(), value);
    }

    private List<InstanceViolation> find(JsonPointer schemaAt, Schema schema, JsonNode value) {
        List<Error> errors;
        try {
            ValidationSteps.restart(value);
            errors = schema.validate(value);
            ValidationSteps.requireDecided(errors);
        } catch (StackOverflowError e) {
            return List.of(new InstanceViolation(
                    JsonPointer.empty(),
                    "depth",
                    "a value with less nesting",
                    "a value with too much nesting",
                    "the value has too much nesting to be validated",
                    schemaAt));
        }
        return errors.isEmpty() ? List.of() : new NearestBranch(document, schemaAt).violations(value, errors);
    }

    private Compiled compile(JsonPointer schemaAt) {
        if (plain.at(schemaAt).isMissingNode()) {
            throw new ContractException("contract", 0, schemaAt, "there is no schema at this location");
        }
        SchemaSize.require(plain, schemaAt);
        // through a $ref, so that errors name locations in the document
        ObjectNode entry = plain.objectNode();
        entry.put("$ref", IRI + "#" + FragmentPointers.encode(schemaAt));
        Schema schema;
        try {
            schema = registry.getSchema(entry);
            schema.initializeValidators();
        } catch (SchemaException malformed) {
            throw new ContractException("contract", 0, schemaAt, "the schema is malformed: " + malformed.getMessage());
        } catch (StackOverflowError tooDeep) {
            throw new BoundedPattern.Undecided(
                    "a chain of references or nested schemas is too long: too complex to validate against");
        }
        return new Compiled(schema, new ValidationCache(outlines, schemaAt));
    }
}
