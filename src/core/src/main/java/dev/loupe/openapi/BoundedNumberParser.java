package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/** Rejects numbers that are short to write and need much memory. */
final class BoundedNumberParser extends JsonParserDelegate {
    BoundedNumberParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        BigDecimal value;
        try {
            value = super.getDecimalValue();
        } catch (NumberFormatException exponentTooLarge) {
            throw tooManyDigits();
        }
        if (Math.abs((long) value.scale()) > DocumentLimits.DIGITS) {
            throw tooManyDigits();
        }
        return value;
    }

    private JsonParseException tooManyDigits() {
        return new JsonParseException(
                this, "a number has more than " + DocumentLimits.DIGITS + " digits before or after the point");
    }
}
