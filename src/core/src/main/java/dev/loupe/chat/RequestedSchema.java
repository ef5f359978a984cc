package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.schema.CompiledSchemas;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema of a request for what the model generates: the parameters of a tool, or {@code response_format}. Every keyword is
 * evaluated; the result states whether the violated ones are among those that strict mode guarantees.
 */
public final class RequestedSchema {
    private static final int DEEPEST = 64;

    /** A larger schema is not kept. */
    private static final int MOST_SCHEMAS = 64;

    /** What every interpretation of a format has in common: a space in place of the T of a date-time is accepted. */
    private static final Map<String, Pattern> FORMATS = Map.of(
            "date", Pattern.compile("\\d{4}-\\d{2}-\\d{2}"),
            "time", Pattern.compile("\\d{2}:\\d{2}.{0,40}"),
            "date-time", Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}.{0,40}"),
            "duration", Pattern.compile("P[0-9YMWDTHS.,]{1,80}"),
            "email", Pattern.compile("[^@\\s]{1,200}@[^@\\s]{1,300}"),
            "hostname", Pattern.compile("[^\\s/]{1,300}"),
            "ipv4", Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}"),
            "ipv6", Pattern.compile("[0-9A-Fa-f:.]{2,60}"),
            "uuid", Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"));

    /** The schemas used last: the requests of an application repeat their tools. */
    private static final Map<JsonNode, RequestedSchema> KNOWN = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, RequestedSchema> eldest) {
            return size() > MOST_SCHEMAS;
        }
    };

    private final Variants all;
    private final Variants guaranteed;

    private RequestedSchema(JsonNode requested) {
        this.all = Variants.of(RequestedKeywords.prepare(requested, false));
        this.guaranteed = Variants.of(RequestedKeywords.prepare(requested, true));
    }

    /**
     * The result of a validation.
     *
     * @param error the first error, as location and text; null when there is none
     * @param undecided why an error may have been missed; null when the value was validated completely
     * @param guaranteed whether an error violates a keyword that strict mode guarantees
     */
    public record Validation(@Nullable String error, @Nullable String undecided, boolean guaranteed) {
        /** A value that is wrong whatever the schema is. */
        public static Validation wrong(String error) {
            return new Validation(error, null, true);
        }

        private static Validation undecided(@Nullable String why) {
            return new Validation(null, why, false);
        }
    }

    /** Validates a value. */
    public static Validation validate(JsonNode schema, JsonNode value) {
        String unreadable = unreadable(value, 0);
        if (unreadable != null) {
            return Validation.undecided(unreadable);
        }
        try {
            return of(schema).validate(value);
        } catch (BoundedPattern.Undecided tooComplex) {
            return Validation.undecided(tooComplex.getMessage());
        } catch (ContractException malformed) {
            return Validation.undecided(malformed.getMessage());
        }
    }

    private static RequestedSchema of(JsonNode schema) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(schema, RequestedSchema::new);
        }
    }

    /** Why a value cannot be validated; null when it can. */
    private static @Nullable String unreadable(JsonNode value, int depth) {
        if (depth > DEEPEST) {
            return "the value has more than " + DEEPEST + " levels";
        }
        if (value.isNumber() && StrictValues.decimal(value) == null) {
            return "a number has too many digits";
        }
        for (JsonNode child : value) {
            String unreadable = unreadable(child, depth + 1);
            if (unreadable != null) {
                return unreadable;
            }
        }
        return null;
    }

    private Validation validate(JsonNode value) {
        String unusable = all.schema().unusable();
        if (all.schema().rejectsMore()) {
            return Validation.undecided(unusable);
        }
        Validation validation = all.validate(value);
        if (validation.error() == null) {
            return validation.undecided() == null ? Validation.undecided(unusable) : validation;
        }
        String guaranteedError = guaranteedError(value);
        return guaranteedError == null ? validation : Validation.wrong(guaranteedError);
    }

    /** Null also when a pattern leaves it open: the value is wrong in any case. */
    private @Nullable String guaranteedError(JsonNode value) {
        try {
            return guaranteed.validate(value).error();
        } catch (BoundedPattern.Undecided open) {
            return null;
        }
    }

    /** A schema, compiled on first use for each handling of patterns without a certain result. */
    private record Variants(RequestedKeywords.Prepared schema, Map<UncertainPattern, CompiledSchemas> compiled) {
        static Variants of(RequestedKeywords.Prepared schema) {
            return new Variants(schema, new ConcurrentHashMap<>());
        }

        /** What does not depend on an uncertain pattern is decided. */
        Validation validate(JsonNode value) {
            if (schema.patterns() && schema.inverting()) {
                return result(violations(UncertainPattern.UNDECIDED, value));
            }
            List<InstanceViolation> certain = violations(UncertainPattern.MATCHES, value);
            boolean decided = !schema.patterns()
                    || !certain.isEmpty()
                    || violations(UncertainPattern.DIFFERS, value).isEmpty();
            return result(decided ? certain : violations(UncertainPattern.UNDECIDED, value));
        }

        private static Validation result(List<InstanceViolation> violations) {
            return violations.isEmpty()
                    ? Validation.undecided(null)
                    : new Validation(violations.getFirst().message(), null, false);
        }

        private List<InstanceViolation> violations(UncertainPattern unknown, JsonNode value) {
            return compiled.computeIfAbsent(unknown, each -> CompiledSchemas.standalone(schema.schema(), each, FORMATS))
                    .validateStandalone(value);
        }
    }
}
