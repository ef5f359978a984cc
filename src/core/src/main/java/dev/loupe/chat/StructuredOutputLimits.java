package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.schema.BoundedPattern;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value against the limits that strict mode supports in addition to the type: bounds and multiples of numbers,
 * lengths of arrays, patterns and formats of strings ("supported properties" in the guide of structured outputs). Lengths of
 * strings are not supported there.
 */
final class StructuredOutputLimits {
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

    /**
     * Patterns with the same meaning in ECMAScript, which JSON Schema uses, and in Java: only common escapes, no nested sets, no
     * flags.
     */
    private static final Pattern COMMON = Pattern.compile("(?:[^\\\\\\[(&]|&(?!&)|\\((?!\\?(?![:=!]|<[=!]))"
            + "|\\\\[dDwWsSbBnrtf\\d\\W]|\\[(?:[^\\\\\\[\\]&]|&(?!&)|\\\\[dDwWsSnrtf\\W])+\\])*+");

    private StructuredOutputLimits() {}

    /**
     * The first error, as text that follows the location; null when there is none.
     *
     * @throws BoundedPattern.Undecided when a pattern cannot be evaluated
     */
    static @Nullable String wrong(JsonNode schema, JsonNode value) {
        if (value.isNumber()) {
            return wrongNumber(schema, StrictValues.decimal(value));
        }
        if (value.isTextual()) {
            return wrongString(schema, value.textValue());
        }
        if (value.isArray()) {
            return wrongArray(schema, value.size());
        }
        return null;
    }

    private static @Nullable String wrongNumber(JsonNode schema, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal minimum = StrictValues.decimal(schema.path("minimum"));
        if (minimum != null && value.compareTo(minimum) < 0) {
            return "is less than " + minimum.toPlainString();
        }
        BigDecimal above = StrictValues.decimal(schema.path("exclusiveMinimum"));
        if (above != null && value.compareTo(above) <= 0) {
            return "is not greater than " + above.toPlainString();
        }
        BigDecimal maximum = StrictValues.decimal(schema.path("maximum"));
        if (maximum != null && value.compareTo(maximum) > 0) {
            return "is greater than " + maximum.toPlainString();
        }
        BigDecimal below = StrictValues.decimal(schema.path("exclusiveMaximum"));
        if (below != null && value.compareTo(below) >= 0) {
            return "is not less than " + below.toPlainString();
        }
        BigDecimal step = StrictValues.decimal(schema.path("multipleOf"));
        return step != null && step.signum() > 0 && value.remainder(step).signum() != 0
                ? "is not a multiple of " + step.toPlainString()
                : null;
    }

    private static @Nullable String wrongString(JsonNode schema, String value) {
        String pattern = StrictValues.textOrEmpty(schema.path("pattern"));
        if (!pattern.isEmpty()
                && !BoundedPattern.of(pattern).matches(value)
                // beyond ASCII the two languages count characters and spaces differently
                && value.chars().allMatch(c -> c < 0x80)
                && COMMON.matcher(pattern).matches()) {
            return "does not match " + StrictValues.quoted(pattern);
        }
        String format = StrictValues.textOrEmpty(schema.path("format"));
        Pattern known = FORMATS.get(format);
        return known != null && !known.matcher(value).matches() ? "is not a valid " + format : null;
    }

    private static @Nullable String wrongArray(JsonNode schema, int size) {
        long least = StrictValues.integer(schema.path("minItems"));
        if (size < least) {
            return "has fewer than " + least + " items";
        }
        long most = StrictValues.integer(schema.path("maxItems"));
        return most >= 0 && size > most ? "has more than " + most + " items" : null;
    }
}
