package dev.loupe.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as JSON values of the smallest type, so that every validator accepts 1 as an integer. */
public final class JsonNumbers {
    /** A power of ten beyond this is kept as it is written: its digits would fill the memory. */
    private static final int LARGEST_EXPONENT = 400;

    private JsonNumbers() {}

    /** Without trailing zeros; an integer has no decimal point. */
    public static JsonNode of(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        return bare.scale() > 0 || bare.scale() < -LARGEST_EXPONENT
                ? DecimalNode.valueOf(bare)
                : of(bare.toBigIntegerExact(), JsonNodeFactory.instance);
    }

    static JsonNode of(BigInteger value, JsonNodeFactory nodes) {
        if (value.bitLength() < Integer.SIZE) {
            return nodes.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? nodes.numberNode(value.longValue()) : nodes.numberNode(value);
    }
}
