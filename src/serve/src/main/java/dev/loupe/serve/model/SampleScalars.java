package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Typical strings and numbers for the keywords of a schema. */
final class SampleScalars {
    private static final int MAX_LENGTH = 10_000;

    private SampleScalars() {}

    /** A typical string for the name of its property. Empty for another format, and when no such string has the length. */
    static Optional<String> string(JsonNode schema, String name) {
        String format = schema.path("format").asText("");
        String text =
                switch (format) {
                    case "" -> "a " + name.replace('_', ' ');
                    case "date" -> "2025-06-01";
                    case "date-time" -> "2025-06-01T12:00:00Z";
                    case "time" -> "12:00:00Z";
                    case "email" -> "someone@example.com";
                    case "uri" -> "https://example.com/";
                    case "uuid" -> "0f9619ff-8b86-4011-b42d-00cf4fc964ff";
                    case "hostname" -> "example.com";
                    case "ipv4" -> "192.0.2.1";
                    case "ipv6" -> "2001:db8::1";
                    default -> null;
                };
        if (text == null) {
            return Optional.empty();
        }
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        int length = text.codePointCount(0, text.length());
        if ((length < least || length > most) && (!format.isEmpty() || least > MAX_LENGTH || least > most)) {
            return Optional.empty();
        }
        StringBuilder fitted =
                new StringBuilder(length > most ? text.substring(0, text.offsetByCodePoints(0, most)) : text);
        while (fitted.codePointCount(0, fitted.length()) < least) {
            fitted.append('.');
        }
        return Optional.of(fitted.toString());
    }

    /** The nearest to 1 in the range, whole multiples of {@code whole} only; null: any number. Empty when there is none. */
    static Optional<BigDecimal> number(JsonNode schema, @Nullable BigDecimal whole) {
        BigDecimal step = schema.has("multipleOf") ? schema.get("multipleOf").decimalValue() : whole;
        BigDecimal low = bound(schema, "minimum", "exclusiveMinimum", step, 1);
        BigDecimal high = bound(schema, "maximum", "exclusiveMaximum", step, -1);
        if (low.compareTo(high) > 0
                || low.precision() > 40
                || Math.abs(low.scale()) > 40
                || Math.abs(high.scale()) > 40
                || (step != null && (step.signum() <= 0 || Math.abs(step.scale()) > 40))) {
            return Optional.empty();
        }
        BigDecimal value = BigDecimal.ONE.max(low).min(high);
        if (step != null) {
            RoundingMode towardsRange = value.compareTo(low) == 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
            value = value.divide(step, 0, towardsRange).multiply(step);
        }
        boolean fits = value.compareTo(low) >= 0
                && value.compareTo(high) <= 0
                && (whole == null || value.stripTrailingZeros().scale() <= 0);
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static BigDecimal bound(
            JsonNode schema, String inclusive, String exclusive, @Nullable BigDecimal step, int inward) {
        BigDecimal far = new BigDecimal(inward > 0 ? "-1e30" : "1e30");
        BigDecimal bound =
                schema.path(inclusive).isNumber() ? schema.get(inclusive).decimalValue() : far;
        BigDecimal inside = step == null ? new BigDecimal("0.001") : step;
        JsonNode open = schema.path(exclusive);
        // in JSON Schema a number, in OpenAPI 3.0 and draft 4 a flag on the inclusive bound
        if (open.isNumber()) {
            BigDecimal moved = open.decimalValue().add(inside.multiply(BigDecimal.valueOf(inward)));
            return inward > 0 ? bound.max(moved) : bound.min(moved);
        }
        return open.asBoolean() ? bound.add(inside.multiply(BigDecimal.valueOf(inward))) : bound;
    }
}
