package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Scalars as text; equal values have equal text. */
final class CanonicalScalars {
    private CanonicalScalars() {}

    /** 1, 1.0 and 1e0 are one number; "1" is a string. */
    static String canonical(JsonNode scalar) {
        if (scalar.isNumber()) {
            BigDecimal value = scalar.decimalValue();
            // toString and not toPlainString, which would write every zero of 1e1000
            return value.signum() == 0 ? "number 0" : "number " + value.stripTrailingZeros();
        }
        return scalar.getNodeType() + " " + scalar.asText();
    }
}
