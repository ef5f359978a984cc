package dev.loupe.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plain scalars by the core schema of YAML 1.2: SnakeYAML follows 1.1, in which {@code no} is false and {@code 2024-01-01} a date. */
public final class YamlScalar {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

    private YamlScalar() {}

    /**
     * The value of a scalar without quotes; empty when it is a number with more digits than the bound.
     *
     * @param digits the bound, also of the exponent
     * @param nodes makes the value
     */
    public static Optional<JsonNode> of(String text, int digits, JsonNodeFactory nodes) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Optional.of(nodes.nullNode());
            case "true", "True", "TRUE" -> Optional.of(nodes.booleanNode(true));
            case "false", "False", "FALSE" -> Optional.of(nodes.booleanNode(false));
            default -> number(text, digits, nodes);
        };
    }

    private static Optional<JsonNode> number(String text, int digits, JsonNodeFactory nodes) {
        boolean integer = INTEGER.matcher(text).matches();
        if (!integer && !DECIMAL.matcher(text).matches()) {
            return Optional.of(nodes.textNode(text));
        }
        if (text.length() > digits) {
            return Optional.empty();
        }
        if (integer) {
            return Optional.of(JsonNumbers.of(new BigInteger(text.startsWith("+") ? text.substring(1) : text), nodes));
        }
        BigDecimal value = new BigDecimal(text);
        return Math.abs((long) value.scale()) > digits ? Optional.empty() : Optional.of(nodes.numberNode(value));
    }
}
