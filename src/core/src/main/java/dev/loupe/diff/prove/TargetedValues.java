package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.schema.PatternInclusion;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.openapi.values.SizedStrings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for one difference: just beyond the limit of the rejecting schema, otherwise typical. */
final class TargetedValues {
    private static final long LONGEST_TEXT = 200_000;
    /** The longest path of the protocol for mail. */
    private static final long LONGEST_ADDRESS = 254;

    private static final long MOST_ELEMENTS = 10_000;
    private static final int LOOKAHEAD_TEXTS = 4;

    /** Prefixes of a format that stay valid when letters are appended. */
    private static final Map<String, String> OPEN_ENDED = Map.of(
            "uri", "https://example.com/",
            "uri-reference", "/",
            "iri", "https://example.com/",
            "iri-reference", "/",
            "json-pointer", "/",
            "uri-template", "/",
            "regex", "a");

    private static final List<JsonNode> ODD = List.of(
            IntNode.valueOf(0),
            JsonNodeFactory.instance.numberNode(new BigDecimal("0.5")),
            TextNode.valueOf("x"),
            JsonNodeFactory.instance.booleanNode(true));

    private TargetedValues() {}

    static List<JsonNode> values(Plain accept, Plain reject, ValueBuilder accepting) {
        List<JsonNode> all = new ArrayList<>();
        if (accept.types().contains(NormalSchema.Type.STRING)) {
            strings(accept, reject, all);
        }
        if (accept.types().contains(NormalSchema.Type.ARRAY)) {
            arrays(accept, reject, accepting, all);
        }
        if (accept.types().contains(NormalSchema.Type.OBJECT)) {
            reject.otherKeywords()
                    .getOrDefault("patternProperties", JsonNodeFactory.instance.objectNode())
                    .fieldNames()
                    .forEachRemaining(pattern -> objects(accept, pattern, all));
        }
        return all;
    }

    private static void strings(Plain accept, Plain reject, List<JsonNode> all) {
        String text = PatternInclusion.beyond(
                accept.strings().patterns(), reject.strings().patterns());
        if (text != null) {
            all.add(TextNode.valueOf(text));
        }
        reject.strings().patterns().forEach(pattern -> lookaheads(pattern, all));
        if (reject.strings().formats().contains("regex")) {
            all.add(TextNode.valueOf("("));
        }
        Long max = reject.strings().max();
        for (String format : accept.strings().formats()) {
            String start = OPEN_ENDED.get(format);
            if (start != null && max != null && max < LONGEST_TEXT && max >= start.length()) {
                all.add(TextNode.valueOf(start + "a".repeat((int) (max + 1 - start.length()))));
            }
            if (format.endsWith("email") && max != null && max < LONGEST_ADDRESS) {
                all.add(TextNode.valueOf(SizedStrings.email((int) (max + 1))));
            }
        }
        if (!accept.strings().patterns().isEmpty()) {
            long[] lengths = {max == null ? 0 : max + 1, reject.strings().min() - 1};
            for (long length : lengths) {
                if (length > 0) {
                    SizedStrings.matching(accept.strings().patterns(), length)
                            .forEach(sized -> all.add(TextNode.valueOf(sized)));
                }
            }
        }
    }

    /** Texts that a negative lookahead, {@code (?!x-)}, rejects. */
    private static void lookaheads(String pattern, List<JsonNode> all) {
        int start = pattern.indexOf("(?!");
        while (start >= 0) {
            int depth = 1;
            int end = start + 3;
            for (; end < pattern.length() && depth > 0; end++) {
                char letter = pattern.charAt(end);
                if (letter == '\\') {
                    end++;
                } else {
                    depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
                }
            }
            if (depth == 0) {
                String rejected = pattern.substring(start + 3, end - 1);
                PatternStringGenerator.examples(rejected, LOOKAHEAD_TEXTS)
                        .forEach(text -> all.add(TextNode.valueOf(text)));
            }
            start = pattern.indexOf("(?!", start + 1);
        }
    }

    /** One more item than allowed, and as many as required, with values that no other branch expects. */
    private static void arrays(Plain accept, Plain reject, ValueBuilder accepting, List<JsonNode> all) {
        Long max = reject.items().max();
        SchemaRef each = accept.items().each();
        if (each != null) {
            several(each, max, accepting, all);
            return;
        }
        long[] sizes = {accept.items().min(), 1, max == null ? 2 : max + 1};
        for (long size : sizes) {
            for (JsonNode element : size <= MOST_ELEMENTS ? ODD : List.<JsonNode>of()) {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (long i = 0; i < size; i++) {
                    array.add(element);
                }
                all.add(array);
            }
        }
    }

    /** Two and three items, which as text are no single value, and one more than allowed of the values that are listed. */
    private static void several(SchemaRef each, @Nullable Long max, ValueBuilder accepting, List<JsonNode> all) {
        accepting.smallest(each).ifPresent(item -> {
            all.add(JsonNodeFactory.instance.arrayNode().add(item).add(item));
            all.add(JsonNodeFactory.instance.arrayNode().add(item).add(item).add(item));
        });
        if (max != null
                && accepting.schemas().schema(each) instanceof Plain item
                && item.values() != null
                && item.values().size() > max) {
            all.add(JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(item.values().stream().limit(max + 1).toList()));
        }
    }

    /** Objects with a property of that name, which the accepting schema does not constrain. */
    private static void objects(Plain accept, String pattern, List<JsonNode> all) {
        String name = PatternInclusion.example(pattern);
        if (name != null && accept.properties().required().isEmpty()) {
            ODD.forEach(value -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                all.add(object.set(name, value));
            });
        }
    }
}
