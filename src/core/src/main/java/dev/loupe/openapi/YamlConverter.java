package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.text.YamlScalar;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Composed YAML to JSON values, with the scalars of YAML 1.2 as OpenAPI requires.
 */
final class YamlConverter {
    private final JsonNodeFactory nodes = new DocumentNodes();
    private final String source;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

    YamlConverter(String source) {
        this.source = source;
    }

    JsonNode value(Node node, JsonPointer at) {
        if (++values > DocumentLimits.VALUES) {
            throw error(node, at, "has more than " + DocumentLimits.VALUES + " values once its aliases are expanded");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, at);
        }
        if (open.size() > DocumentLimits.DEPTH) {
            throw error(node, JsonPointer.empty(), "is nested deeper than " + DocumentLimits.DEPTH + " levels");
        }
        if (!open.add(node)) {
            throw error(node, at, "contains itself by an alias");
        }
        JsonNode value =
                switch (node) {
                    case SequenceNode list -> list(list, at);
                    case MappingNode map -> map(map, at);
                    default -> throw error(node, at, "has no JSON equivalent");
                };
        open.remove(node);
        return value;
    }

    private ArrayNode list(SequenceNode node, JsonPointer at) {
        ArrayNode list = nodes.arrayNode();
        int index = 0;
        for (Node item : node.getValue()) {
            list.add(value(item, at.appendIndex(index++)));
        }
        return list;
    }

    private ObjectNode map(MappingNode node, JsonPointer at) {
        ObjectNode map = nodes.objectNode();
        for (NodeTuple entry : node.getValue()) {
            if (isMerge(entry.getKeyNode())) {
                continue;
            }
            String key = key(entry.getKeyNode(), at);
            if (map.has(key)) {
                throw error(entry.getKeyNode(), at.appendProperty(key), "occurs twice in one object");
            }
            map.set(key, value(entry.getValueNode(), at.appendProperty(key)));
        }
        for (NodeTuple entry : node.getValue()) {
            if (isMerge(entry.getKeyNode())) {
                merge(map, entry.getValueNode(), at);
            }
        }
        return map;
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    private void merge(ObjectNode map, Node from, JsonPointer at) {
        List<Node> parts = from instanceof SequenceNode list ? list.getValue() : List.of(from);
        for (Node part : parts) {
            if (!(value(part, at) instanceof ObjectNode properties)) {
                throw error(part, at, "merges (<<) something that is not an object");
            }
            properties.properties().forEach(property -> map.putIfAbsent(property.getKey(), property.getValue()));
        }
    }

    private String key(Node node, JsonPointer at) {
        if (node instanceof ScalarNode scalar) {
            // as written: the status 200 and the property "200" are the same name
            return scalar.getValue();
        }
        throw error(node, at, "has a name that is not a string");
    }

    private JsonNode scalar(ScalarNode node, JsonPointer at) {
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return nodes.textNode(node.getValue());
        }
        return YamlScalar.of(node.getValue(), DocumentLimits.DIGITS, nodes)
                .orElseThrow(() -> error(node, at, "is a number of more than " + DocumentLimits.DIGITS + " digits"));
    }

    private ContractException error(Node node, JsonPointer at, String problem) {
        return new ContractException(source, node.getStartMark().getLine() + 1, at, problem);
    }

    /** The line of each value; a property begins at its name. Aliases are not followed: their text is elsewhere. */
    static void lines(Node node, LineIndex part, int line) {
        if (node instanceof SequenceNode list) {
            int index = 0;
            for (Node item : list.getValue()) {
                int itemLine = item.getStartMark().getLine() + 1;
                if (itemLine >= line) {
                    lines(item, part.part(String.valueOf(index), itemLine), itemLine);
                }
                index++;
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && entry.getValueNode().getStartMark().getLine() + 1 >= line) {
                    int keyLine = key.getStartMark().getLine() + 1;
                    lines(entry.getValueNode(), part.part(key.getValue(), keyLine), keyLine);
                }
            }
        }
    }
}
