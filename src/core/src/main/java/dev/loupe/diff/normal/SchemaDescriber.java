package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Describes schemas and values for reports, without rounding. */
public final class SchemaDescriber {
    private static final Set<String> DESCRIPTIVE =
            Set.of("description", "title", "summary", "example", "examples", "externalDocs");

    private SchemaDescriber() {}

    /** {@code "string"}, {@code ["string","null"]} or {@code "anything"}. */
    public static JsonNode types(NormalSchema schema) {
        if (schema.acceptsAnything()) {
            return TextNode.valueOf("anything");
        }
        Set<String> names = new TreeSet<>();
        collect(schema, names, 0);
        if (schema.nullable()) {
            names.add("null");
        }
        if (names.size() <= 1) {
            return TextNode.valueOf(
                    names.isEmpty() ? "no value" : names.iterator().next());
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        names.forEach(all::add);
        return all;
    }

    /** The types that a schema accepts, without null, integer as number; empty when unknown. */
    public static Set<String> typeNames(NormalSchema schema) {
        Set<String> names = new TreeSet<>();
        collect(schema, names, 0);
        if (names.remove("integer")) {
            names.add("number");
        }
        return names;
    }

    private static void collect(NormalSchema schema, Set<String> names, int depth) {
        if (schema instanceof Plain plain) {
            for (NormalSchema.Type type : plain.types()) {
                boolean integer =
                        type == NormalSchema.Type.NUMBER && plain.numbers().integer();
                names.add(integer ? "integer" : type.name().toLowerCase(Locale.ROOT));
            }
        } else if (schema instanceof NormalSchema.Union union && depth < 5) {
            union.branches().forEach(each -> collect(each.schema(), names, depth + 1));
        }
    }

    public static String values(Collection<JsonNode> values) {
        List<String> all = new ArrayList<>();
        values.forEach(each -> all.add(value(each)));
        return all.size() <= 12
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, 12)) + " and " + (all.size() - 12) + " more";
    }

    /** A value as JSON, numbers in full, long text truncated. */
    public static String value(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value instanceof DecimalNode || value.isFloatingPointNumber() ? plain(value) : value.toString();
        return TextTruncation.shortened(text, 200);
    }

    private static String plain(JsonNode number) {
        var value = number.decimalValue();
        return Math.abs((long) value.scale()) > 400
                ? value.toString()
                : value.stripTrailingZeros().toPlainString();
    }

    /** A value in a sentence: strings without quotes, exclusive bounds marked. */
    public static String phrase(JsonNode value) {
        return switch (value) {
            case TextNode text -> TextTruncation.shortened(text.textValue(), 200);
            case ArrayNode array -> {
                List<JsonNode> all = new ArrayList<>();
                array.forEach(all::add);
                yield all.stream().allMatch(JsonNode::isTextual) && all.size() < 8
                        ? String.join(
                                " or ", all.stream().map(JsonNode::textValue).toList())
                        : values(all);
            }
            case ObjectNode object when object.has("exclusive") -> value(object.path("exclusive")) + " (exclusive)";
            default -> value(value);
        };
    }

    /** A schema without descriptions and examples, truncated in depth. */
    public static JsonNode outline(JsonNode schema) {
        return outline(schema, 0);
    }

    private static JsonNode outline(JsonNode node, int depth) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            if (depth > 6) {
                return copy.put("...", "...");
            }
            object.properties().forEach(property -> {
                String name = property.getKey();
                // a property called "title" has a schema, a title is a string
                boolean description =
                        DESCRIPTIVE.contains(name) && !property.getValue().isObject();
                if (!description && !name.startsWith("x-") && copy.size() < 60) {
                    copy.set(name, outline(property.getValue(), depth + 1));
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> {
                if (copy.size() < 60) {
                    copy.add(outline(each, depth + 1));
                }
            });
            return copy;
        }
        return node;
    }
}
