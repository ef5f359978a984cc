package dev.loupe.contract;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/** Refuses numbers that are short to write and enormous to compute with. */
final class BoundedNumbers extends JsonParserDelegate {
    BoundedNumbers(JsonParser parser) {
        super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        BigDecimal value = super.getDecimalValue();
        if (Math.abs((long) value.scale()) > Limits.DIGITS) {
            throw new JsonParseException(
                    this, "a number has more than " + Limits.DIGITS + " digits before or after the point");
        }
        return value;
    }
}
