package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.text.TextTruncation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values without coercion: {@code "5"} is not 5, 3.0 is an integer. {@code JsonNode.as*} would hide the wrong types that
 * checks look for.
 */
public final class StrictValues {
    /** The result of {@link #integer} for a value that is not an integer. */
    public static final long NOT_AN_INTEGER = Long.MIN_VALUE;

    /** Beyond this, JSON's numbers are not exact in most languages; no count comes near. */
    private static final long LARGEST = 1L << 53;

    private static final int MOST_DIGITS = 60;

    private StrictValues() {}

    /** The text, or null when it is not a string. */
    public static @Nullable String text(JsonNode node) {
        return node.textValue();
    }

    /** The text, or empty when it is not a string. */
    public static String textOrEmpty(JsonNode node) {
        String text = node.textValue();
        return text == null ? "" : text;
    }

    public static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    /** Whether a value is present and not null. */
    public static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The integer, or {@link #NOT_AN_INTEGER}. */
    public static long integer(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() && Math.abs(node.longValue()) <= LARGEST ? node.longValue() : NOT_AN_INTEGER;
        }
        if (node.isFloatingPointNumber()) {
            double value = node.doubleValue();
            return Math.rint(value) == value && Math.abs(value) <= LARGEST ? (long) value : NOT_AN_INTEGER;
        }
        return NOT_AN_INTEGER;
    }

    /** The number; null when the value is not a number, or has more digits than any count or price. */
    public static @Nullable BigDecimal decimal(JsonNode node) {
        if (!node.isNumber() || (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue()))) {
            return null;
        }
        BigDecimal value = node.decimalValue();
        // 1e999999999 written out would fill the memory
        return Math.abs(value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS ? null : value;
    }

    /** The property of an object; a missing node when there is no such property or no object. */
    public static JsonNode property(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** The value as JSON for a message, truncated when long; "absent" when missing. */
    public static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : cut(node.toString());
    }

    /** The text in quotes as in JSON, on one line, truncated when long. */
    public static String quoted(String text) {
        return TextNode.valueOf(cut(text)).toString();
    }

    /** Long enough to recognise, short enough for a line. */
    private static String cut(String text) {
        return text.length() <= 80 ? text : TextTruncation.shortened(text, 77);
    }
}
