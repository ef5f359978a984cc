package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How one parameter or one field of a form is written as text, and read again. Nested arrays and objects have no defined
 * text; they are left as they are.
 *
 * @param name the name of the parameter or field
 * @param style of OpenAPI, {@code form}; {@code json} for a parameter with {@code content}
 */
public record Serialization(String name, String style, boolean explode) {
    static final String JSON = "json";

    /** A name with a text, {@code q=a}; in a path or a header the name is not sent. */
    record Field(String name, String text) {}

    /** The text of a value; the order of the fields does not matter. */
    List<Field> write(JsonNode value) {
        if (style.equals(JSON)) {
            return List.of(new Field(name, value.toString()));
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(item)));
            return array(items);
        }
        if (value.isObject()) {
            return object(value);
        }
        return List.of(new Field(name, prefix() + text(value)));
    }

    private List<Field> array(List<String> items) {
        if (explode && style.equals("form")) {
            return items.stream().map(item -> new Field(name, item)).toList();
        }
        if (explode && (style.equals("matrix") || style.equals("label"))) {
            return List.of(
                    new Field(name, items.stream().map(item -> prefix() + item).reduce("", String::concat)));
        }
        return List.of(new Field(name, prefix() + String.join(delimiter(), items)));
    }

    private List<Field> object(JsonNode value) {
        List<Field> fields = new ArrayList<>();
        List<String> flat = new ArrayList<>();
        value.properties().forEach(property -> {
            String text = text(property.getValue());
            String field = style.equals("deepObject") ? name + "[" + property.getKey() + "]" : property.getKey();
            fields.add(new Field(field, text));
            flat.add(explode ? property.getKey() + "=" + text : property.getKey() + delimiter() + text);
        });
        boolean separate = style.equals("deepObject") || (style.equals("form") && explode);
        return separate ? fields : List.of(new Field(name, prefix() + String.join(delimiter(), flat)));
    }

    private String prefix() {
        return switch (style) {
            case "label" -> ".";
            case "matrix" -> ";" + name + "=";
            default -> "";
        };
    }

    private String delimiter() {
        return switch (style) {
            case "spaceDelimited" -> " ";
            case "pipeDelimited" -> "|";
            case "label" -> explode ? "." : ",";
            default -> ",";
        };
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText();
    }

    /** Every value that a reader of this serialization may make of the fields. */
    List<JsonNode> read(List<Field> fields) {
        List<JsonNode> shapes = new ArrayList<>();
        if (style.equals(JSON)) {
            fields.stream().limit(1).forEach(field -> TextReadings.json(field.text())
                    .ifPresent(shapes::add));
            return shapes;
        }
        boolean own = fields.stream().allMatch(field -> field.name().equals(name));
        if (own && fields.size() == 1 && fields.getFirst().text().startsWith(prefix())) {
            String text = fields.getFirst().text().substring(prefix().length());
            shapes.addAll(TextReadings.scalars(text));
            shapes.addAll(arrays(split(text)));
            shapes.addAll(objects(split(text)));
        } else if (own && style.equals("form") && explode) {
            shapes.addAll(arrays(fields.stream().map(Field::text).toList()));
        }
        if (style.equals("deepObject") || (style.equals("form") && explode)) {
            shapes.addAll(named(fields));
        }
        return shapes;
    }

    private List<String> split(String text) {
        if (explode && style.equals("form")) {
            return List.of(text);
        }
        String delimiter = explode && style.equals("matrix") ? prefix() : delimiter();
        return List.of(text.split(Pattern.quote(delimiter), -1));
    }

    private static List<JsonNode> arrays(List<String> items) {
        List<JsonNode> all = new ArrayList<>();
        for (List<JsonNode> each : TextReadings.combinations(
                items.stream().map(TextReadings::scalars).toList())) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            each.forEach(array::add);
            all.add(array);
        }
        return all;
    }

    /** {@code k,v,k2,v2}, or {@code k=v,k2=v2} when exploded. */
    private List<JsonNode> objects(List<String> parts) {
        List<Field> fields = new ArrayList<>();
        if (explode) {
            for (String part : parts) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    return List.of();
                }
                fields.add(new Field(part.substring(0, equals), part.substring(equals + 1)));
            }
        } else {
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                fields.add(new Field(parts.get(i), parts.get(i + 1)));
            }
        }
        return fields.isEmpty() || (!explode && parts.size() % 2 != 0) ? List.of() : object(fields);
    }

    private List<JsonNode> named(List<Field> fields) {
        if (!style.equals("deepObject")) {
            return object(fields);
        }
        List<Field> inner = new ArrayList<>();
        for (Field field : fields) {
            if (!field.name().startsWith(name + "[") || !field.name().endsWith("]")) {
                return List.of();
            }
            inner.add(new Field(
                    field.name().substring(name.length() + 1, field.name().length() - 1), field.text()));
        }
        return object(inner);
    }

    private static List<JsonNode> object(List<Field> fields) {
        List<JsonNode> all = new ArrayList<>();
        for (List<JsonNode> each : TextReadings.combinations(
                fields.stream().map(field -> TextReadings.scalars(field.text())).toList())) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < each.size(); i++) {
                object.set(fields.get(i).name(), each.get(i));
            }
            all.add(object);
        }
        return all;
    }

    /** True when both write the value as the same text. */
    boolean writesLike(Serialization other, JsonNode value) {
        // the name of a path parameter is sent in this style only
        boolean named = other.style.equals("matrix") && !(value.isObject() && other.explode);
        return write(value)
                .equals(new Serialization(named ? other.name : name, other.style, other.explode).write(value));
    }

    /** True when one text can be several items: the text of a single value is then split at a delimiter. */
    public boolean splits() {
        return !style.equals(JSON) && !(style.equals("form") && explode);
    }

    /** {@code form, exploded}. */
    String description() {
        return style
                + (style.equals("matrix") ? " with the name " + name : "")
                + (explode ? ", exploded" : ", not exploded");
    }
}
