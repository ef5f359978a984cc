package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.text.TextTruncation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads JSON as it was said: {@code "5"} is not 5, 3.0 is whole. What {@code JsonNode.as*} coerces is what we look for. */
public final class StrictValues {
    /** What {@link #whole} answers when there is no whole number. */
    public static final long NOT_WHOLE = Long.MIN_VALUE;

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

    /** Whether anything is said: present and not null. */
    public static boolean isSaid(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The whole number, or {@link #NOT_WHOLE}. */
    public static long whole(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() && Math.abs(node.longValue()) <= LARGEST ? node.longValue() : NOT_WHOLE;
        }
        if (node.isFloatingPointNumber()) {
            double value = node.doubleValue();
            return Math.rint(value) == value && Math.abs(value) <= LARGEST ? (long) value : NOT_WHOLE;
        }
        return NOT_WHOLE;
    }

    /** The number, or null when it is none, or one of so many digits that nobody counts or pays so. */
    public static @Nullable BigDecimal decimal(JsonNode node) {
        if (!node.isNumber() || (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue()))) {
            return null;
        }
        BigDecimal value = node.decimalValue();
        // 1e999999999 written out would fill the memory
        return Math.abs(value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS ? null : value;
    }

    /** The member of an object; missing when there is no such member or no object. */
    public static JsonNode member(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** The value as a person reads it, cut when long; "nothing" when absent. */
    public static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : cut(node.toString());
    }

    /** Text in quotes as in JSON, on one line, cut when long. */
    public static String quoted(String text) {
        return TextNode.valueOf(cut(text)).toString();
    }

    /** Long enough to recognise, short enough for a line. */
    private static String cut(String text) {
        return text.length() <= 80 ? text : TextTruncation.shortened(text, 77);
    }
}
