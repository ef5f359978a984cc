package dev.loupe.exchange.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.HeaderFields;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Maps the named strings in headers and JSON by name and value. */
final class NamedValueMapper {
    private NamedValueMapper() {}

    /** The replacement of a named value. */
    interface Change {
        String of(String name, String value);
    }

    static HeaderFields mapped(HeaderFields headers, Change change) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        headers.fields()
                .forEach((name, values) -> fields.put(
                        name,
                        values.stream().map(value -> change.of(name, value)).toList()));
        return new HeaderFields(fields, headers.recorded());
    }

    /** Copies only what changes: most trees have no secret. */
    @SuppressWarnings("ReferenceEquality") // the same node means that nothing changed
    static JsonNode mapped(JsonNode tree, String name, Change change) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode changed = object;
                for (var property : object.properties()) {
                    JsonNode now = mapped(property.getValue(), name(object, property.getKey(), name), change);
                    if (now != property.getValue()) {
                        changed = changed == object ? object.objectNode().<ObjectNode>setAll(object) : changed;
                        changed.set(property.getKey(), now);
                    }
                }
                yield changed;
            }
            case ArrayNode array -> {
                ArrayNode changed = array;
                for (int i = 0; i < array.size(); i++) {
                    JsonNode now = mapped(array.get(i), name, change);
                    if (now != array.get(i)) {
                        changed = changed == array ? array.arrayNode().addAll(array) : changed;
                        changed.set(i, now);
                    }
                }
                yield changed;
            }
            case TextNode text -> {
                String now = change.of(name, text.textValue());
                yield now.equals(text.textValue()) ? text : TextNode.valueOf(now);
            }
            default -> tree;
        };
    }

    /** Properties whose value belongs to another name: of a list of variables, or of a schema. */
    private static final Set<String> VALUES = Set.of("value", "default", "example", "const");

    /** The names under which a list of variables or headers has the name of a value. */
    private static final List<String> NAMES = List.of("name", "key", "header");

    /**
     * The name that a value has: for {@code value} and the like that of the pair, or of the object. The signature of a thought of a model must be
     * sent back as it is; it gives no access. A token with a log probability is a part of the text.
     */
    private static String name(JsonNode object, String name, String parent) {
        if (VALUES.contains(name)) {
            String value = object.path(name).asText("");
            return pairNames(object, parent)
                    .filter(pair -> SecretNames.canBeSecret(pair) && SecretNames.isGenerated(value))
                    .findFirst()
                    .orElse(name);
        }
        boolean thought = name.equals("signature")
                && (object.has("thinking") || object.path("type").asText("").matches("(?:thinking|reasoning).*"));
        if (name.equals("token") && object.has("logprob")) {
            return "text";
        }
        return thought ? "thought_signature" : name;
    }

    private static Stream<String> pairNames(JsonNode object, String parent) {
        return Stream.concat(NAMES.stream().map(key -> object.path(key).asText("")), Stream.of(parent));
    }

    /** Whether a property may be secret by its name. */
    static boolean hasSecretName(JsonNode tree) {
        return hasSecretName(tree, "");
    }

    private static boolean hasSecretName(JsonNode tree, String name) {
        for (var property : tree.properties()) {
            if (hasSecretName(property.getValue(), name(tree, property.getKey(), name))) {
                return true;
            }
        }
        if (tree.isArray()) {
            for (JsonNode element : tree) {
                if (hasSecretName(element, name)) {
                    return true;
                }
            }
        }
        return tree.isTextual() && SecretNames.canBeSecret(name);
    }

    /** The tree with renamed properties; the same one when nothing changes. Of two with the same new name the last is kept. */
    @SuppressWarnings("ReferenceEquality") // the same node means that nothing changed
    static JsonNode renamed(JsonNode tree, UnaryOperator<String> name) {
        return switch (tree) {
            case ArrayNode array -> {
                ArrayNode changed = array;
                for (int i = 0; i < array.size(); i++) {
                    JsonNode now = renamed(array.get(i), name);
                    if (now != array.get(i)) {
                        changed = changed == array ? array.arrayNode().addAll(array) : changed;
                        changed.set(i, now);
                    }
                }
                yield changed;
            }
            case ObjectNode object -> {
                ObjectNode changed = object;
                for (var property : object.properties()) {
                    JsonNode now = renamed(property.getValue(), name);
                    String called = name.apply(property.getKey());
                    if (changed == object && (now != property.getValue() || !called.equals(property.getKey()))) {
                        changed = before(property.getKey(), object);
                    }
                    if (changed != object) {
                        changed.set(called, now);
                    }
                }
                yield changed;
            }
            default -> tree;
        };
    }

    /** A copy of the properties before one of them. */
    private static ObjectNode before(String end, ObjectNode object) {
        ObjectNode copy = object.objectNode();
        for (var property : object.properties()) {
            if (property.getKey().equals(end)) {
                break;
            }
            copy.set(property.getKey(), property.getValue());
        }
        return copy;
    }
}
