package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.text.YamlScalar;
import java.io.StringReader;
import java.util.Base64;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML of cassettes as JSON, in which a scalar with the tag {@code !!binary} or {@code !binary} is its bytes, or a POJO node when
 * it is not base64. Other tags are ignored: no object of a language is created.
 */
final class CassetteYaml {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private int values;

    private CassetteYaml() {}

    /** The content; a missing node when it is not valid YAML. */
    static JsonNode read(String text) {
        try {
            CassetteYaml reader = new CassetteYaml();
            JsonNode content = MissingNode.getInstance();
            for (Node document : compose(text)) {
                content = joined(content, reader.value(document, 0));
            }
            return content;
        } catch (YAMLException invalid) {
            return MissingNode.getInstance();
        }
    }

    /** Cassettes that were joined to one file: the interactions of all documents. */
    private static JsonNode joined(JsonNode before, JsonNode document) {
        document.properties().forEach(property -> {
            if (before.path(property.getKey()) instanceof ArrayNode list
                    && property.getValue().isArray()) {
                property.getValue().forEach(list::add);
            }
        });
        return before.isMissingNode() ? document : before;
    }

    /** The line of the first syntax error, or the first line. */
    static int invalidLine(String text) {
        try {
            compose(text).forEach(document -> {});
        } catch (MarkedYAMLException invalid) {
            Mark at = invalid.getProblemMark();
            return at == null ? 1 : at.getLine() + 1;
        } catch (YAMLException tooLarge) {
            return 1;
        }
        return 1;
    }

    private static Iterable<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(1_000);
        options.setNestingDepthLimit(200);
        options.setCodePointLimit(ImportFile.MOST_BYTES);
        options.setTagInspector(tag -> true);
        return new Yaml(options).composeAll(new StringReader(text));
    }

    private JsonNode value(Node node, int depth) {
        // aliases are expanded, so their copies count
        if (++values > InputLimits.JSON_TOKENS || depth > 400) {
            throw new YAMLException("too many values or too much nesting");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> {
                ArrayNode items = NODES.arrayNode();
                list.getValue().forEach(item -> items.add(value(item, depth + 1)));
                yield items;
            }
            case MappingNode map -> {
                ObjectNode object = NODES.objectNode();
                for (NodeTuple entry : map.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key) {
                        object.set(key.getValue(), value(entry.getValueNode(), depth + 1));
                    }
                }
                yield object;
            }
            default -> NODES.nullNode();
        };
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        String tag = node.getTag().getValue();
        if (tag.equals("tag:yaml.org,2002:binary") || tag.equals("!binary")) {
            return binary(text);
        }
        if (node.getScalarStyle() != ScalarStyle.PLAIN || tag.equals("tag:yaml.org,2002:str")) {
            return NODES.textNode(text);
        }
        return YamlScalar.of(text, InputLimits.NUMBER_DIGITS, NODES).orElseGet(() -> NODES.textNode(text));
    }

    private static JsonNode binary(String text) {
        try {
            return NODES.binaryNode(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return NODES.pojoNode(text);
        }
    }
}
