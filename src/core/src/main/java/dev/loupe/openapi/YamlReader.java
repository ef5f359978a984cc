package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML as JSON: the core schema of YAML 1.2, no tags, aliases expanded within limits. */
final class YamlReader {
    private YamlReader() {}

    static JsonNode read(String text, String source) {
        return new YamlConverter(source).value(compose(text, source), JsonPointer.empty());
    }

    static LineIndex lines(String text, String source) {
        LineIndex root = new LineIndex(1);
        YamlConverter.lines(compose(text, source), root, 1);
        return root;
    }

    private static void requireShortLines(String text, String source) {
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > DocumentLimits.YAML_LINE) {
                throw new ContractException(
                        source,
                        number,
                        JsonPointer.empty(),
                        "has a line of %,d characters; at most %,d of YAML are read"
                                .formatted(end - start, DocumentLimits.YAML_LINE));
            }
            start = end + 1;
        }
    }

    private static Node compose(String text, String source) {
        requireShortLines(text, source);
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(1_000);
        options.setNestingDepthLimit(DocumentLimits.DEPTH);
        options.setCodePointLimit(DocumentLimits.TEXT);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new ContractException(source, 0, JsonPointer.empty(), "is empty; expected YAML or JSON");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new ContractException(source, line, JsonPointer.empty(), "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new ContractException(source, 0, JsonPointer.empty(), "is not supported YAML: " + e.getMessage());
        }
    }
}
